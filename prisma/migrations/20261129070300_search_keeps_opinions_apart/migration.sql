-- Two opinions are worth something when neither knew the other: as long as a recording's page keeps the findings of one reviewer
-- from whoever may be the second, no search finds, counts or tells of them either.

-- Whether a second person looks at a recording: as lib/review/needs-second.ts decides it, by the id alone
CREATE FUNCTION gavel_second_review(archive uuid, share int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || substr(encode(sha256(convert_to('second review ' || archive, 'UTF8')), 'hex'), 1, 8))::bit(32)::bigint
    < share / 100.0 * 4294967296
$$;

CREATE OR REPLACE VIEW "ArchiveSearchTruth" AS
SELECT a."id" AS "archiveId", a."projectId", COALESCE(a."startedAt", a."updatedAt") AS "at", a."duration",
  CASE WHEN c."step" IN ('kept', 'releasing') THEN 'kept' WHEN c."step" IN ('lost', 'deleted') THEN c."step"::text
    ELSE a."state"::text END AS "standing",
  CASE WHEN r."count" = 0 THEN 'new' WHEN r."apart" OR r."waiting" > 0 THEN 'inReview' ELSE 'done' END AS "review",
  EXISTS (SELECT 1 FROM "Hold" h WHERE h."archiveId" = a."id" AND h."liftedAt" IS NULL) AS "held",
  (SELECT count(*)::int FROM "Finding" f WHERE f."archiveId" = a."id" AND f."removedAt" IS NULL
      AND NOT r."apart") AS "findings",
  COALESCE(m."actions", 0) AS "actions", COALESCE(m."kinds", '{}') AS "kinds", COALESCE(m."moderators", '{}') AS "moderators",
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
  SELECT count(*)::int AS "actions", array_agg(DISTINCT x."kind"::text) AS "kinds", array_agg(DISTINCT x."actorId") AS "moderators"
  FROM "Action" x WHERE x."sessionId" = a."sessionId" AND x."kind" NOT IN ('startArchive', 'stopArchive')
    AND x."askedAt" >= a."startedAt" AND x."askedAt" <= COALESCE(a."stoppedAt", 'infinity')
) m ON TRUE;

-- The row is locked before it is worked out: whoever waits for somebody else's change then sees it, instead of writing what was
-- true before
CREATE OR REPLACE FUNCTION gavel_index_archive(wanted uuid) RETURNS void LANGUAGE sql AS $$
  SELECT 1 FROM "ArchiveSearch" WHERE "archiveId" = wanted FOR UPDATE;
  INSERT INTO "ArchiveSearch" ("archiveId", "projectId", "at", "duration", "standing", "review", "held", "findings", "actions",
    "kinds", "moderators", "words")
  SELECT "archiveId", "projectId", "at", "duration", "standing", "review", "held", "findings", "actions", "kinds",
    "moderators", "words" FROM "ArchiveSearchTruth" WHERE "archiveId" = wanted
  ON CONFLICT ("archiveId") DO UPDATE SET ("projectId", "at", "duration", "standing", "review", "held", "findings", "actions",
    "kinds", "moderators", "words") = (EXCLUDED."projectId", EXCLUDED."at", EXCLUDED."duration", EXCLUDED."standing",
    EXCLUDED."review", EXCLUDED."held", EXCLUDED."findings", EXCLUDED."actions", EXCLUDED."kinds", EXCLUDED."moderators",
    EXCLUDED."words");
$$;

-- With another share, other recordings wait for a second review
CREATE FUNCTION gavel_note_share() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ArchiveSearchDue" ("archiveId") SELECT DISTINCT "archiveId" FROM "Review"
    WHERE "projectId" = NEW."id" AND gavel_second_review("archiveId", NEW."secondReviews")
      <> gavel_second_review("archiveId", OLD."secondReviews");
  RETURN NULL;
END $$;
CREATE TRIGGER "Project_search" AFTER UPDATE OF "secondReviews" ON "Project"
  FOR EACH ROW WHEN (OLD."secondReviews" <> NEW."secondReviews") EXECUTE FUNCTION gavel_note_share();

-- Those that were found too early
INSERT INTO "ArchiveSearchDue" ("archiveId") SELECT DISTINCT "archiveId" FROM "Review" UNION SELECT "archiveId" FROM "Finding";
