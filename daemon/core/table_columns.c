/* Which headers are understood: the keys of a document, the columns of the public list,
 * and what French spreadsheets call the same. */

#include <string.h>

#include "jalon/base/fold.h"
#include "jalon/base/text.h"
#include "table_parts.h"

/* Headers as table_fold() leaves them. */
static const struct {
    const char *header;
    enum table_column column;
} columns[] = {
    {"id",                                               COLUMN_ID          },
    {"identifiant",                                      COLUMN_ID          },
    {"name",                                             COLUMN_NAME        },
    {"nom",                                              COLUMN_NAME        },
    {"raisonsociale",                                    COLUMN_NAME        },
    {"denomination",                                     COLUMN_NAME        },
    {"denominationsociale",                              COLUMN_NAME        },
    {"organisme",                                        COLUMN_NAME        },
    {"client",                                           COLUMN_NAME        },
    {"siret",                                            COLUMN_SIRET       },
    {"nsiret",                                           COLUMN_SIRET       },
    {"numerosiret",                                      COLUMN_SIRET       },
    {"numerodesiret",                                    COLUMN_SIRET       },
    {"siretetablissementdeclarant",                      COLUMN_SIRET       },
    {"nda",                                              COLUMN_NDA         },
    {"numeronda",                                        COLUMN_NDA         },
    {"numerodeclarationactivite",                        COLUMN_NDA         },
    {"numerodedeclarationdactivite",                     COLUMN_NDA         },
    {"categories",                                       COLUMN_CATEGORIES  },
    {"categoriesdactions",                               COLUMN_CATEGORIES  },
    {"af",                                               COLUMN_AF          },
    {"actionsdeformation",                               COLUMN_AF          },
    {"certificationsactionsdeformation",                 COLUMN_AF          },
    {"bc",                                               COLUMN_BC          },
    {"bilansdecompetences",                              COLUMN_BC          },
    {"certificationsbilansdecompetences",                COLUMN_BC          },
    {"vae",                                              COLUMN_VAE         },
    {"certificationsvae",                                COLUMN_VAE         },
    {"cfa",                                              COLUMN_CFA         },
    {"apprentissage",                                    COLUMN_CFA         },
    {"actionsdeformationparapprentissage",               COLUMN_CFA         },
    {"certificationsactionsdeformationparapprentissage", COLUMN_CFA         },
    {"turnover",                                         COLUMN_TURNOVER    },
    {"chiffredaffaires",                                 COLUMN_TURNOVER    },
    {"ca",                                               COLUMN_TURNOVER    },
    {"sites",                                            COLUMN_SITES       },
    {"nombredesites",                                    COLUMN_SITES       },
    {"zone",                                             COLUMN_ZONE        },
    {"timezone",                                         COLUMN_TIMEZONE    },
    {"fuseauhoraire",                                    COLUMN_TIMEZONE    },
    {"language",                                         COLUMN_LANGUAGE    },
    {"langue",                                           COLUMN_LANGUAGE    },
    {"owner",                                            COLUMN_OWNER       },
    {"responsable",                                      COLUMN_OWNER       },
    {"consultant",                                       COLUMN_OWNER       },
    {"consultante",                                      COLUMN_OWNER       },
    {"tags",                                             COLUMN_TAGS        },
    {"etiquettes",                                       COLUMN_TAGS        },
    {"certifier",                                        COLUMN_CERTIFIER   },
    {"certificateur",                                    COLUMN_CERTIFIER   },
    {"organismecertificateur",                           COLUMN_CERTIFIER   },
    {"email",                                            COLUMN_EMAIL       },
    {"mail",                                             COLUMN_EMAIL       },
    {"courriel",                                         COLUMN_EMAIL       },
    {"contact",                                          COLUMN_EMAIL       },
    {"contactemail",                                     COLUMN_EMAIL       },
    {"emailducontact",                                   COLUMN_EMAIL       },
    {"contactname",                                      COLUMN_CONTACT     },
    {"contactnom",                                       COLUMN_CONTACT     },
    {"nomducontact",                                     COLUMN_CONTACT     },
    {"starts",                                           COLUMN_STARTS      },
    {"start",                                            COLUMN_STARTS      },
    {"certificatestart",                                 COLUMN_STARTS      },
    {"certificatestarts",                                COLUMN_STARTS      },
    {"debut",                                            COLUMN_STARTS      },
    {"datedebut",                                        COLUMN_STARTS      },
    {"datededebut",                                      COLUMN_STARTS      },
    {"certificatdebut",                                  COLUMN_STARTS      },
    {"debutducertificat",                                COLUMN_STARTS      },
    {"debutcertificat",                                  COLUMN_STARTS      },
    {"datedebutcertificat",                              COLUMN_STARTS      },
    {"datededebutducertificat",                          COLUMN_STARTS      },
    {"debutdevalidite",                                  COLUMN_STARTS      },
    {"datedebutvalidite",                                COLUMN_STARTS      },
    {"datededebutdevalidite",                            COLUMN_STARTS      },
    {"ends",                                             COLUMN_ENDS        },
    {"end",                                              COLUMN_ENDS        },
    {"certificateend",                                   COLUMN_ENDS        },
    {"certificateends",                                  COLUMN_ENDS        },
    {"fin",                                              COLUMN_ENDS        },
    {"datefin",                                          COLUMN_ENDS        },
    {"datedefin",                                        COLUMN_ENDS        },
    {"certificatfin",                                    COLUMN_ENDS        },
    {"finducertificat",                                  COLUMN_ENDS        },
    {"fincertificat",                                    COLUMN_ENDS        },
    {"datefincertificat",                                COLUMN_ENDS        },
    {"datedefinducertificat",                            COLUMN_ENDS        },
    {"findevalidite",                                    COLUMN_ENDS        },
    {"datefinvalidite",                                  COLUMN_ENDS        },
    {"datedefindevalidite",                              COLUMN_ENDS        },
    {"expiration",                                       COLUMN_ENDS        },
    {"dateexpiration",                                   COLUMN_ENDS        },
    {"datedexpiration",                                  COLUMN_ENDS        },
    {"number",                                           COLUMN_NUMBER      },
    {"certificatenumber",                                COLUMN_NUMBER      },
    {"numero",                                           COLUMN_NUMBER      },
    {"numerodecertificat",                               COLUMN_NUMBER      },
    {"numerocertificat",                                 COLUMN_NUMBER      },
    {"surveillance",                                     COLUMN_SURVEILLANCE},
    {"surveillanceaudit",                                COLUMN_SURVEILLANCE},
    {"auditdesurveillance",                              COLUMN_SURVEILLANCE},
    {"datesurveillance",                                 COLUMN_SURVEILLANCE},
    {"datedesurveillance",                               COLUMN_SURVEILLANCE},
    {"target",                                           COLUMN_TARGET      },
    {"targetdate",                                       COLUMN_TARGET      },
    {"datecible",                                        COLUMN_TARGET      },
    {"objectif",                                         COLUMN_TARGET      },
};

void table_fold(struct buf *out, const char *text)
{
    struct buf folded = {0};

    fold_text(&folded, text);
    for (const char *c = buf_text(&folded); *c; c++)
        if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9'))
            buf_add_char(out, *c);
    buf_done(&folded);
}

int table_find_column(enum table_column *out, const char *header)
{
    struct buf folded = {0};
    int rc = -1;

    table_fold(&folded, header);
    for (size_t i = 0; rc != 0 && i < sizeof(columns) / sizeof(columns[0]); i++) {
        if (!text_equal(columns[i].header, buf_text(&folded)))
            continue;
        *out = columns[i].column;
        rc = 0;
    }
    buf_done(&folded);
    return rc;
}

bool table_is_listed(const char *header)
{
    /* As each of its groups begins, so that a column more in one is no news. */
    static const char *const groups[] = {
        "numerosdeclarationactiviteprecedent", "siren",
        "adressephysiqueorganismeformation",   "certifications",
        "organismeetrangerrepresente",         "informationsdeclarees",
    };
    struct buf folded = {0};
    bool listed = false;

    table_fold(&folded, header);
    for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
        listed = listed || text_starts(buf_text(&folded), groups[i]);
    buf_done(&folded);
    return listed;
}
