-- A published version is never changed and never deleted, nor are its artefacts.
CREATE TABLE schema_version (
  path         TEXT    NOT NULL,
  major        INTEGER NOT NULL,
  minor        INTEGER NOT NULL,
  patch        INTEGER NOT NULL,
  document     TEXT    NOT NULL,
  code_values  TEXT,
  digest       TEXT    NOT NULL,
  published_at TEXT    NOT NULL,
  PRIMARY KEY (path, major, minor, patch)
) STRICT;

CREATE TABLE artefact (
  path       TEXT    NOT NULL,
  major      INTEGER NOT NULL,
  minor      INTEGER NOT NULL,
  patch      INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  media_type TEXT    NOT NULL,
  digest     TEXT    NOT NULL,
  body       BLOB    NOT NULL,
  gzip       BLOB    NOT NULL,
  brotli     BLOB    NOT NULL,
  PRIMARY KEY (path, major, minor, patch, name),
  FOREIGN KEY (path, major, minor, patch)
    REFERENCES schema_version (path, major, minor, patch)
) STRICT;

-- Facts of the installation that are settled once, such as the base URL.
CREATE TABLE setting (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TRIGGER schema_version_no_update BEFORE UPDATE ON schema_version
BEGIN SELECT RAISE(ABORT, 'a published version is never changed'); END;

CREATE TRIGGER schema_version_no_delete BEFORE DELETE ON schema_version
BEGIN SELECT RAISE(ABORT, 'a published version is never deleted'); END;

CREATE TRIGGER artefact_no_update BEFORE UPDATE ON artefact
BEGIN SELECT RAISE(ABORT, 'a published artefact is never changed'); END;

CREATE TRIGGER artefact_no_delete BEFORE DELETE ON artefact
BEGIN SELECT RAISE(ABORT, 'a published artefact is never deleted'); END;

CREATE TRIGGER setting_no_update BEFORE UPDATE ON setting
BEGIN SELECT RAISE(ABORT, 'a setting is settled once'); END;
