-- What was done in a recording, and by whom, each in a row of its own, in the order the list has. In arrays, nothing but a walk
-- through all recordings could tell the newest with an element of which there are few, or none in the reader's projects.
CREATE TABLE "ArchiveSearchKey" (
    "archiveId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "projectId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "ArchiveSearchKey_pkey" PRIMARY KEY ("archiveId", "key"),
    CONSTRAINT "ArchiveSearchKey_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "ArchiveSearch"("archiveId") ON DELETE CASCADE ON UPDATE CASCADE
);

INSERT INTO "ArchiveSearchKey" ("archiveId", "key", "projectId", "at")
SELECT "archiveId", key, "projectId", "at" FROM "ArchiveSearch", unnest("kinds" || "moderators"::text[]) key WHERE key IS NOT NULL;

-- The project comes last: whose recordings they are is seen without a look at them
CREATE INDEX "ArchiveSearchKey_key_at_archiveId_projectId_idx"
  ON "ArchiveSearchKey"("key", "at" DESC, "archiveId" DESC, "projectId");

ALTER TABLE "ArchiveSearch" DROP COLUMN "kinds", DROP COLUMN "moderators";

CREATE OR REPLACE FUNCTION gavel_index_archive(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  truth "ArchiveSearchTruth";
  keys text[];
BEGIN
  -- Locked before it is worked out: whoever waits for somebody else's change then sees it, instead of writing what was true before
  PERFORM 1 FROM "ArchiveSearch" WHERE "archiveId" = wanted FOR UPDATE;
  SELECT * INTO truth FROM "ArchiveSearchTruth" WHERE "archiveId" = wanted;
  IF NOT FOUND THEN RETURN; END IF;
  keys := array_remove(truth."kinds" || truth."moderators"::text[], NULL);
  INSERT INTO "ArchiveSearch" ("archiveId", "projectId", "at", "duration", "standing", "review", "held", "findings", "actions", "words")
  VALUES (wanted, truth."projectId", truth."at", truth."duration", truth."standing", truth."review", truth."held", truth."findings",
    truth."actions", truth."words")
  ON CONFLICT ("archiveId") DO UPDATE SET ("projectId", "at", "duration", "standing", "review", "held", "findings", "actions",
    "words") = (EXCLUDED."projectId", EXCLUDED."at", EXCLUDED."duration", EXCLUDED."standing", EXCLUDED."review", EXCLUDED."held",
    EXCLUDED."findings", EXCLUDED."actions", EXCLUDED."words");
  DELETE FROM "ArchiveSearchKey" WHERE "archiveId" = wanted
    AND NOT ("key" = ANY(keys) AND "projectId" = truth."projectId" AND "at" = truth."at");
  INSERT INTO "ArchiveSearchKey" ("archiveId", "key", "projectId", "at")
  SELECT wanted, key, truth."projectId", truth."at" FROM unnest(keys) key ON CONFLICT DO NOTHING;
END $$;

-- Of words the planner must know whether there are many or few: then it goes from the newest on, or asks their index. By the usual
-- sample it knows fewer than a hundred words of an installation where names repeat, and takes each beginning of one for frequent.
ALTER TABLE "ArchiveSearch" ALTER COLUMN "words" SET STATISTICS 300;
