/* "JALN": so that no other program's database is taken for ours. */
PRAGMA application_id = 1245793358;

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

/* -- organizations ---------------------------------------------------------------- */

CREATE TABLE organizations (
    id       TEXT NOT NULL PRIMARY KEY,
    name     TEXT NOT NULL,
    owner    TEXT,
    siret    TEXT,
    search   TEXT NOT NULL,    /* what a search looks in, folded */
    version  INTEGER NOT NULL, /* raised by each change of it or its facts */
    wake_at  INTEGER NOT NULL, /* when it must be planned again */
    silence  TEXT,             /* why somebody would not be told; NULL: all are */
    document TEXT NOT NULL     /* the profile in JSON, without facts */
) STRICT;

CREATE INDEX organizations_by_wake ON organizations (wake_at, id);
CREATE INDEX organizations_by_search ON organizations (search);
CREATE INDEX organizations_by_owner ON organizations (owner);
CREATE INDEX organizations_by_siret ON organizations (siret, id);
CREATE INDEX organizations_owners ON organizations (id, owner);
CREATE INDEX organizations_silent ON organizations (silence) WHERE silence IS NOT NULL;

CREATE TABLE tags (
    organization TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    tag          TEXT NOT NULL,
    PRIMARY KEY (organization, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX tags_by_tag ON tags (tag);

CREATE TABLE facts (
    organization TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL, /* the order in which they came */
    id           TEXT NOT NULL,
    document     TEXT NOT NULL,
    PRIMARY KEY (organization, position),
    UNIQUE (organization, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE retractions (
    organization TEXT NOT NULL,
    fact         TEXT NOT NULL,
    by           TEXT NOT NULL,
    at           INTEGER NOT NULL,
    PRIMARY KEY (organization, fact),
    FOREIGN KEY (organization, fact) REFERENCES facts (organization, id)
        ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TRIGGER facts_are_not_changed BEFORE UPDATE ON facts
BEGIN
    SELECT RAISE(ABORT, 'a fact is never changed');
END;

/* A cascade runs after its organization has gone. */
CREATE TRIGGER facts_are_not_deleted BEFORE DELETE ON facts
WHEN EXISTS (SELECT 1 FROM organizations WHERE id = OLD.organization)
BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER retractions_are_not_changed BEFORE UPDATE ON retractions
BEGIN
    SELECT RAISE(ABORT, 'a retraction is never changed');
END;

CREATE TRIGGER retractions_are_not_deleted BEFORE DELETE ON retractions
WHEN EXISTS (SELECT 1 FROM organizations WHERE id = OLD.organization)
BEGIN
    SELECT RAISE(ABORT, 'a retraction is never deleted');
END;

/* -- milestones; days are counted from 1970-01-01 --------------------------------- */

CREATE TABLE milestones (
    organization TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,
    state        TEXT NOT NULL,
    force        TEXT NOT NULL,
    confirm      INTEGER NOT NULL,
    opens        INTEGER,
    safe         INTEGER,
    due          INTEGER,
    booked       INTEGER,
    done         INTEGER,
    sort_day     INTEGER NOT NULL, /* due, else opens */
    PRIMARY KEY (organization, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX milestones_by_day
    ON milestones (sort_day, organization, id, state, kind);
CREATE INDEX milestones_audits
    ON milestones (sort_day, organization, kind, state, opens, due)
    WHERE kind IN ('initial.audit', 'surveillance.window', 'renewal.audit');
CREATE INDEX milestones_booked ON milestones (booked, organization, id)
    WHERE booked IS NOT NULL;

CREATE TABLE acks (
    number       INTEGER PRIMARY KEY,
    organization TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    milestone    TEXT NOT NULL,
    key_day      INTEGER, /* the due date (else opens) that it is about */
    until_day    INTEGER, /* NULL: for good */
    reason       TEXT NOT NULL,
    by           TEXT NOT NULL,
    at           INTEGER NOT NULL,
    in_force     INTEGER NOT NULL /* 0: taken back, or replaced by a later one */
) STRICT;

CREATE INDEX acks_by_milestone ON acks (organization, milestone);
CREATE INDEX acks_for_good ON acks (organization, milestone)
    WHERE in_force AND until_day IS NULL;

/* No reference to organizations: a calendar must not see a sequence fall when an
 * organization is removed and comes back. */
CREATE TABLE events (
    organization TEXT NOT NULL,
    uid          TEXT NOT NULL,
    hash         INTEGER NOT NULL, /* of what it shows */
    sequence     INTEGER NOT NULL,
    modified     INTEGER NOT NULL,
    PRIMARY KEY (organization, uid)
) STRICT, WITHOUT ROWID;

/* -- notices and the ledger; they outlive their organization ---------------------- */

CREATE TABLE notices (
    id               INTEGER PRIMARY KEY,
    at               INTEGER NOT NULL,
    receiver         TEXT NOT NULL,
    channel          TEXT NOT NULL,
    address          TEXT,
    message_id       TEXT,
    subject          TEXT,
    template_version TEXT,
    state            TEXT NOT NULL,
    attempts         INTEGER NOT NULL,
    tries            INTEGER NOT NULL, /* attempts since it was last queued */
    next_try         INTEGER NOT NULL,
    answer           TEXT
) STRICT;

CREATE INDEX notices_by_state ON notices (state, receiver);
CREATE INDEX notices_waiting ON notices (next_try, id)
    WHERE state IN ('queued', 'failed');
CREATE INDEX notices_waiting_for ON notices (receiver, next_try, id)
    WHERE state IN ('queued', 'failed');

CREATE TRIGGER notices_are_kept BEFORE DELETE ON notices
BEGIN
    SELECT RAISE(ABORT, 'a notice is never deleted');
END;

CREATE TRIGGER notices_keep_their_word
BEFORE UPDATE OF id, at, receiver, channel, address, message_id, subject, template_version
ON notices
BEGIN
    SELECT RAISE(ABORT, 'what a notice promised is never changed');
END;

/* Apart, so that a list of notices does not read through what they said. */
CREATE TABLE payloads (
    notice INTEGER PRIMARY KEY REFERENCES notices (id),
    bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE notice_items (
    notice       INTEGER NOT NULL REFERENCES notices (id),
    position     INTEGER NOT NULL,
    organization TEXT NOT NULL,
    milestone    TEXT NOT NULL,
    key_day      INTEGER NOT NULL,
    step         TEXT NOT NULL,
    receiver     TEXT NOT NULL,
    withdrawn    INTEGER NOT NULL, /* 1: never sent, and may be promised again */
    PRIMARY KEY (notice, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX notice_items_of ON notice_items (organization, milestone, notice);

/* A step goes out once to a receiver, whatever the code above believes. */
CREATE UNIQUE INDEX notice_items_once
    ON notice_items (organization, milestone, key_day, step, receiver)
    WHERE withdrawn = 0;

CREATE TABLE ledger (
    number INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    notice INTEGER NOT NULL REFERENCES notices (id),
    event  TEXT NOT NULL,
    body   TEXT NOT NULL,
    hash   TEXT NOT NULL
) STRICT;

CREATE INDEX ledger_by_notice ON ledger (notice, number);

CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'an entry of the ledger is never changed');
END;

CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'an entry of the ledger is never deleted');
END;

/* Receivers whose last attempt failed. */
CREATE TABLE failing (
    receiver TEXT NOT NULL PRIMARY KEY,
    since    INTEGER NOT NULL,
    answer   TEXT
) STRICT, WITHOUT ROWID;

/* -- keys ------------------------------------------------------------------------- */

CREATE TABLE feeds (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL,
    organization TEXT,
    owner        TEXT,
    tag          TEXT,
    alarms       TEXT,
    masked       INTEGER NOT NULL,
    created      INTEGER NOT NULL,
    rotated      INTEGER,
    revoked      INTEGER,
    fetched      INTEGER,
    agent        TEXT,
    etag         TEXT,   /* of the bytes last served */
    modified     INTEGER /* since when they are those */
) STRICT;

CREATE INDEX feeds_by_name ON feeds (name);
CREATE UNIQUE INDEX feeds_in_use ON feeds (name) WHERE revoked IS NULL;

CREATE TABLE feed_tokens (
    hash    TEXT NOT NULL PRIMARY KEY,
    feed    INTEGER NOT NULL REFERENCES feeds (id),
    expires INTEGER /* NULL: the feed's own token */
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_tokens_by_feed ON feed_tokens (feed);

CREATE TABLE tokens (
    name    TEXT NOT NULL PRIMARY KEY,
    hash    TEXT NOT NULL UNIQUE,
    scope   TEXT NOT NULL,
    created INTEGER NOT NULL,
    used    INTEGER
) STRICT, WITHOUT ROWID;

/* -- people ----------------------------------------------------------------------- */

CREATE TABLE users (
    name     TEXT NOT NULL PRIMARY KEY,
    role     TEXT NOT NULL,
    password TEXT, /* argon2id; NULL: none was chosen yet */
    created  INTEGER NOT NULL,
    seen     INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    hash TEXT NOT NULL PRIMARY KEY,
    user TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
    used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_user ON sessions (user);
CREATE INDEX sessions_by_use ON sessions (used);

/* No reference: the first account's invitation has the name "". */
CREATE TABLE invitations (
    hash    TEXT NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX invitations_by_name ON invitations (name);

/* Answers by link: one purpose, one use. */
CREATE TABLE links (
    hash         TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    milestone    TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    receiver     TEXT NOT NULL,
    expires      INTEGER NOT NULL,
    used         INTEGER
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 1;
