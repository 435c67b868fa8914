PRAGMA application_id=1245793358;
PRAGMA user_version=1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO settings VALUES('rules','abc');
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
INSERT INTO organizations VALUES('acme','École Acmé','alice','89017665400014',replace('ecole acme\nacme\n89017665400014\n\n','\n',char(10)),3,0,NULL,'{"id":"acme","name":"École Acmé","siret":"89017665400014","categories":["AF"],"owner":"alice","tags":["nord"]}');
CREATE TABLE tags (
    organization TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    tag          TEXT NOT NULL,
    PRIMARY KEY (organization, tag)
) STRICT, WITHOUT ROWID;
INSERT INTO tags VALUES('acme','nord');
CREATE TABLE facts (
    organization TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL, /* the order in which they came */
    id           TEXT NOT NULL,
    document     TEXT NOT NULL,
    PRIMARY KEY (organization, position),
    UNIQUE (organization, id)
) STRICT, WITHOUT ROWID;
INSERT INTO facts VALUES('acme',1,'f1','{"id":"f1","kind":"certificate.issued","on":"2024-03-15","recorded_at":"2026-01-05T08:00:00Z","by":"alice"}');
INSERT INTO facts VALUES('acme',2,'f2','{"id":"f2","kind":"bpf.filed","on":"2025-05-01","year":2025,"retracted":true,"recorded_at":"2026-01-05T08:00:00Z","by":"alice"}');
CREATE TABLE retractions (
    organization TEXT NOT NULL,
    fact         TEXT NOT NULL,
    by           TEXT NOT NULL,
    at           INTEGER NOT NULL,
    PRIMARY KEY (organization, fact),
    FOREIGN KEY (organization, fact) REFERENCES facts (organization, id)
        ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO retractions VALUES('acme','f2','alice',1767600000);
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
INSERT INTO milestones VALUES('acme','bpf/2026','bpf','open','law',0,NULL,NULL,20500,NULL,NULL,20500);
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
INSERT INTO acks VALUES(1,'acme','bpf/2026',20500,NULL,'vu','alice',1767600000,1);
CREATE TABLE events (
    organization TEXT NOT NULL,
    uid          TEXT NOT NULL,
    hash         INTEGER NOT NULL, /* of what it shows */
    sequence     INTEGER NOT NULL,
    modified     INTEGER NOT NULL,
    PRIMARY KEY (organization, uid)
) STRICT, WITHOUT ROWID;
INSERT INTO events VALUES('acme','due.bpf/2026.acme@jalon.example',-8622,0,1767600000);
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
INSERT INTO notices VALUES(1,1767600000,'alice','email','alice@cabinet.example','<1@jalon.example>','Audit à réserver','1','sent',2,2,1767600120,'250');
INSERT INTO notices VALUES(2,1767600000,'bob','email','alice@cabinet.example','<1@jalon.example>','Audit à réserver','1','dead',1,1,1767600120,'550');
CREATE TABLE payloads (
    notice INTEGER PRIMARY KEY REFERENCES notices (id),
    bytes  BLOB NOT NULL
) STRICT;
INSERT INTO payloads VALUES(1,X'46726f6d3a206a616c6f6e0d0a0d0a426f6e6a6f7572');
INSERT INTO payloads VALUES(2,X'46726f6d3a206a616c6f6e0d0a0d0a426f6e6a6f7572');
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
INSERT INTO notice_items VALUES(1,0,'acme','bpf/2026',20500,'due-30d','alice',0);
INSERT INTO notice_items VALUES(2,0,'acme','bpf/2026',20500,'due-30d','bob',0);
CREATE TABLE ledger (
    number INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    notice INTEGER NOT NULL REFERENCES notices (id),
    event  TEXT NOT NULL,
    body   TEXT NOT NULL,
    hash   TEXT NOT NULL
) STRICT;
INSERT INTO ledger VALUES(1,1767600000,1,'queued','{"at":1767600000,"receiver":"alice","channel":"email","address":"alice@cabinet.example","message_id":"<1@jalon.example>","subject":"Audit à réserver","template_version":"1","payload_sha256":"eba19a2cec3e22d8a94eca5d76500105432f003f62b79dfeb6f19338a1b825e9","items":[{"organization":"acme","milestone":"bpf/2026","key":"2026-02-16","step":"due-30d"}]}','d8bbdcd37d6ab0adca626b7bac41e0b39a3d5c3ddaab519df8e6ce89f61f6da4');
INSERT INTO ledger VALUES(2,1767600000,1,'failed','{"attempts":1,"answer":"451"}','9518ccdb4ab027f4c8f79ac36f7fcabd51a4ea08db73b752b9a81c30b476383a');
INSERT INTO ledger VALUES(3,1767600060,1,'sent','{"attempts":2,"answer":"250"}','54e20158377c38927077e51de445ad4470671ef7944f127d175b9b56e6ca7937');
INSERT INTO ledger VALUES(4,1767600000,2,'queued','{"at":1767600000,"receiver":"bob","channel":"email","address":"alice@cabinet.example","message_id":"<1@jalon.example>","subject":"Audit à réserver","template_version":"1","payload_sha256":"eba19a2cec3e22d8a94eca5d76500105432f003f62b79dfeb6f19338a1b825e9","items":[{"organization":"acme","milestone":"bpf/2026","key":"2026-02-16","step":"due-30d"}]}','d15455717a73ccd71e28f34fe0a75170b1b912422ae9b8ba0c16e5d51a30c2bd');
INSERT INTO ledger VALUES(5,1767600060,2,'dead','{"attempts":1,"answer":"550"}','8811d425d279c4a01a517c6a24cd64cdd523cd4d2817621f518d09436f506141');
CREATE TABLE failing (
    receiver TEXT NOT NULL PRIMARY KEY,
    since    INTEGER NOT NULL,
    answer   TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO failing VALUES('bob',1767600060,'550');
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
INSERT INTO feeds VALUES(1,'equipe',NULL,NULL,NULL,NULL,0,1767600000,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE feed_tokens (
    hash    TEXT NOT NULL PRIMARY KEY,
    feed    INTEGER NOT NULL REFERENCES feeds (id),
    expires INTEGER /* NULL: the feed's own token */
) STRICT, WITHOUT ROWID;
INSERT INTO feed_tokens VALUES('2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b',1,NULL);
CREATE TABLE tokens (
    name    TEXT NOT NULL PRIMARY KEY,
    hash    TEXT NOT NULL UNIQUE,
    scope   TEXT NOT NULL,
    created INTEGER NOT NULL,
    used    INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO tokens VALUES('ci','2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b','read',1767600000,NULL);
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
CREATE TABLE invitations (
    hash    TEXT NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE links (
    hash         TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    milestone    TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    receiver     TEXT NOT NULL,
    expires      INTEGER NOT NULL,
    used         INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX organizations_by_wake ON organizations (wake_at, id);
CREATE INDEX organizations_by_search ON organizations (search);
CREATE INDEX organizations_by_owner ON organizations (owner);
CREATE INDEX organizations_by_siret ON organizations (siret, id);
CREATE INDEX organizations_owners ON organizations (id, owner);
CREATE INDEX organizations_silent ON organizations (silence) WHERE silence IS NOT NULL;
CREATE INDEX tags_by_tag ON tags (tag);
CREATE TRIGGER facts_are_not_changed BEFORE UPDATE ON facts
BEGIN
    SELECT RAISE(ABORT, 'a fact is never changed');
END;
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
CREATE INDEX milestones_by_day
    ON milestones (sort_day, organization, id, state, kind);
CREATE INDEX milestones_audits
    ON milestones (sort_day, organization, kind, state, opens, due)
    WHERE kind IN ('initial.audit', 'surveillance.window', 'renewal.audit');
CREATE INDEX milestones_booked ON milestones (booked, organization, id)
    WHERE booked IS NOT NULL;
CREATE INDEX acks_by_milestone ON acks (organization, milestone);
CREATE INDEX acks_for_good ON acks (organization, milestone)
    WHERE in_force AND until_day IS NULL;
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
CREATE INDEX notice_items_of ON notice_items (organization, milestone, notice);
CREATE UNIQUE INDEX notice_items_once
    ON notice_items (organization, milestone, key_day, step, receiver)
    WHERE withdrawn = 0;
CREATE INDEX ledger_by_notice ON ledger (notice, number);
CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'an entry of the ledger is never changed');
END;
CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'an entry of the ledger is never deleted');
END;
CREATE INDEX feeds_by_name ON feeds (name);
CREATE UNIQUE INDEX feeds_in_use ON feeds (name) WHERE revoked IS NULL;
CREATE INDEX feed_tokens_by_feed ON feed_tokens (feed);
CREATE INDEX sessions_by_user ON sessions (user);
CREATE INDEX sessions_by_use ON sessions (used);
CREATE INDEX invitations_by_name ON invitations (name);
COMMIT;
