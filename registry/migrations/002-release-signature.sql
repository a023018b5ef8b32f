-- A release of a published version, signed. It is never changed and never deleted: a new
-- certificate signs anew, beside what was signed before.
CREATE TABLE release_signature (
  path        TEXT    NOT NULL,
  major       INTEGER NOT NULL,
  minor       INTEGER NOT NULL,
  patch       INTEGER NOT NULL,
  certificate TEXT    NOT NULL,
  signed_at   TEXT    NOT NULL,
  jws         TEXT    NOT NULL,
  PRIMARY KEY (path, major, minor, patch, certificate),
  FOREIGN KEY (path, major, minor, patch)
    REFERENCES schema_version (path, major, minor, patch)
) STRICT;

CREATE TRIGGER release_signature_no_update BEFORE UPDATE ON release_signature
BEGIN SELECT RAISE(ABORT, 'a signed release is never changed'); END;

CREATE TRIGGER release_signature_no_delete BEFORE DELETE ON release_signature
BEGIN SELECT RAISE(ABORT, 'a signed release is never deleted'); END;
