-- What was done in a recording, by whom, and who did what, each in a row of its own, in the order the list has. In arrays, nothing but
-- a walk through all recordings could tell the newest with an element of which there are few, or none in the reader's projects.
CREATE TABLE "ArchiveSearchKey" (
    "archiveId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "projectId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "ArchiveSearchKey_pkey" PRIMARY KEY ("archiveId", "key"),
    CONSTRAINT "ArchiveSearchKey_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "ArchiveSearch"("archiveId") ON DELETE CASCADE ON UPDATE CASCADE
);

INSERT INTO "ArchiveSearchKey" ("archiveId", "key", "projectId", "at")
SELECT DISTINCT s."archiveId", key, s."projectId", s."at"
FROM "Action" x JOIN "Archive" a ON a."sessionId" = x."sessionId" AND x."askedAt" >= a."startedAt"
    AND x."askedAt" <= COALESCE(a."stoppedAt", 'infinity')
  JOIN "ArchiveSearch" s ON s."archiveId" = a."id",
  unnest(ARRAY[x."kind"::text, x."actorId"::text, x."actorId" || ' ' || x."kind"]) key
WHERE x."kind" NOT IN ('startArchive', 'stopArchive') AND key IS NOT NULL;

-- The project comes last: whose recordings they are is seen without a look at them
CREATE INDEX "ArchiveSearchKey_key_at_archiveId_projectId_idx"
  ON "ArchiveSearchKey"("key", "at" DESC, "archiveId" DESC, "projectId");

ALTER TABLE "ArchiveSearch" DROP COLUMN "kinds", DROP COLUMN "moderators";

DROP VIEW "ArchiveSearchTruth";
CREATE VIEW "ArchiveSearchTruth" AS
SELECT a."id" AS "archiveId", a."projectId", COALESCE(a."startedAt", a."updatedAt") AS "at", a."duration",
  CASE WHEN c."step" IN ('kept', 'releasing') THEN 'kept' WHEN c."step" IN ('lost', 'deleted') THEN c."step"::text
    ELSE a."state"::text END AS "standing",
  CASE WHEN r."count" = 0 THEN 'new' WHEN r."apart" OR r."waiting" > 0 THEN 'inReview' ELSE 'done' END AS "review",
  EXISTS (SELECT 1 FROM "Hold" h WHERE h."archiveId" = a."id" AND h."liftedAt" IS NULL) AS "held",
  (SELECT count(*)::int FROM "Finding" f WHERE f."archiveId" = a."id" AND f."removedAt" IS NULL
      AND NOT r."apart") AS "findings",
  COALESCE(m."actions", 0) AS "actions",
  COALESCE(array_remove(m."kinds" || m."moderators" || m."both", NULL), '{}') AS "keys",
  to_tsvector('simple', left(concat_ws(' ', s."name", a."name",
    (SELECT string_agg(DISTINCT n."name", ' ') FROM (
      SELECT COALESCE(gp."name", cp."name") AS "name" FROM "Connection" k
      LEFT JOIN "Grant" g ON g."id" = k."grantId" LEFT JOIN "Person" gp ON gp."id" = g."personId"
      LEFT JOIN "Person" cp ON cp."id" = k."personId"
      WHERE k."sessionId" = a."sessionId" AND k."kind" = 'participant'
        AND (k."createdAt" IS NULL OR a."stoppedAt" IS NULL OR k."createdAt" <= a."stoppedAt")
        AND (k."endedAt" IS NULL OR a."startedAt" IS NULL OR k."endedAt" >= a."startedAt")
      LIMIT 500) n),
    (SELECT string_agg(f."text", ' ') FROM "Finding" f WHERE f."archiveId" = a."id" AND f."removedAt" IS NULL
      AND NOT r."apart")
  ), 100000)) AS "words"
FROM "Archive" a
JOIN "VideoSession" s ON s."id" = a."sessionId"
JOIN "Project" p ON p."id" = a."projectId"
CROSS JOIN LATERAL (
  SELECT count(*) AS "count", count(*) FILTER (WHERE w."state" <> 'done') AS "waiting",
    (gavel_second_review(a."id", p."secondReviews") OR COALESCE(bool_or(w."second"), FALSE))
      AND NOT (count(*) > 1 AND bool_and(w."state" = 'done')) AS "apart"
  FROM "Review" w WHERE w."archiveId" = a."id"
) r
LEFT JOIN "Custody" c ON c."archiveId" = a."id"
LEFT JOIN LATERAL (
  SELECT count(*)::int AS "actions", array_agg(DISTINCT x."kind"::text) AS "kinds",
    array_agg(DISTINCT x."actorId"::text) AS "moderators", array_agg(DISTINCT x."actorId" || ' ' || x."kind") AS "both"
  FROM "Action" x WHERE x."sessionId" = a."sessionId" AND x."kind" NOT IN ('startArchive', 'stopArchive')
    AND x."askedAt" >= a."startedAt" AND x."askedAt" <= COALESCE(a."stoppedAt", 'infinity')
) m ON TRUE;

CREATE OR REPLACE FUNCTION gavel_index_archive(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  truth "ArchiveSearchTruth";
BEGIN
  -- Locked before it is worked out: whoever waits for somebody else's change then sees it, instead of writing what was true before
  PERFORM 1 FROM "ArchiveSearch" WHERE "archiveId" = wanted FOR UPDATE;
  SELECT * INTO truth FROM "ArchiveSearchTruth" WHERE "archiveId" = wanted;
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO "ArchiveSearch" ("archiveId", "projectId", "at", "duration", "standing", "review", "held", "findings", "actions", "words")
  VALUES (wanted, truth."projectId", truth."at", truth."duration", truth."standing", truth."review", truth."held", truth."findings",
    truth."actions", truth."words")
  ON CONFLICT ("archiveId") DO UPDATE SET ("projectId", "at", "duration", "standing", "review", "held", "findings", "actions",
    "words") = (EXCLUDED."projectId", EXCLUDED."at", EXCLUDED."duration", EXCLUDED."standing", EXCLUDED."review", EXCLUDED."held",
    EXCLUDED."findings", EXCLUDED."actions", EXCLUDED."words");
  DELETE FROM "ArchiveSearchKey" WHERE "archiveId" = wanted
    AND NOT ("key" = ANY(truth."keys") AND "projectId" = truth."projectId" AND "at" = truth."at");
  INSERT INTO "ArchiveSearchKey" ("archiveId", "key", "projectId", "at")
  SELECT wanted, key, truth."projectId", truth."at" FROM unnest(truth."keys") key ON CONFLICT DO NOTHING;
END $$;

-- Of words the planner must know whether there are many or few: then it goes from the newest on, or asks their index. By the usual
-- sample it knows fewer than a hundred words of an installation where names repeat, and takes each beginning of one for frequent.
ALTER TABLE "ArchiveSearch" ALTER COLUMN "words" SET STATISTICS 300;
