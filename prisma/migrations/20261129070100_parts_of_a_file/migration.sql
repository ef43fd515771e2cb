-- What was written of a file, part by part: compared when it is read back, however often writing was interrupted
ALTER TABLE "StoredFile" ADD COLUMN "parts" BYTEA NOT NULL DEFAULT '\x';

-- One copy of a recording is made by Gavel, whoever begins at the same moment
CREATE UNIQUE INDEX "StoredFile_one_is_made_key" ON "StoredFile"("archiveId") WHERE "writtenBy" = 'gavel' AND "state" <> 'deleted';

-- Custody begins in the same transaction in which a file comes to be, by whatever way that is heard of. The platform keeps its
-- copy for 72 hours after the end. What was lost before anybody had it stays lost.
CREATE FUNCTION gavel_take_custody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "Custody" ("archiveId", "projectId", "step", "copyUntil", "nextAt")
  VALUES (NEW."id", NEW."projectId",
    (CASE WHEN NEW."state" IN ('available', 'uploaded') THEN 'fetching'
          WHEN NEW."state" = 'deleted' THEN 'deleted' ELSE 'lost' END)::"CustodyStep",
    CASE WHEN NEW."state" = 'available' THEN COALESCE(NEW."stoppedAt", NEW."updatedAt") + interval '72 hours' END,
    CASE WHEN NEW."state" IN ('available', 'uploaded') THEN clock_timestamp() END)
  ON CONFLICT ("archiveId") DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER "Archive_take_custody" AFTER INSERT OR UPDATE OF "state" ON "Archive"
  FOR EACH ROW WHEN (NEW."state" IN ('available', 'uploaded', 'expired', 'deleted')) EXECUTE FUNCTION gavel_take_custody();

-- Those that were there before
INSERT INTO "Custody" ("archiveId", "projectId", "step", "copyUntil", "nextAt")
SELECT a."id", a."projectId",
  (CASE WHEN a."state" IN ('available', 'uploaded') THEN 'fetching'
        WHEN a."state" = 'deleted' THEN 'deleted' ELSE 'lost' END)::"CustodyStep",
  CASE WHEN a."state" = 'available' THEN COALESCE(a."stoppedAt", a."updatedAt") + interval '72 hours' END,
  CASE WHEN a."state" IN ('available', 'uploaded') THEN clock_timestamp() END
FROM "Archive" a WHERE a."state" IN ('available', 'uploaded', 'expired', 'deleted');
