-- One row per recording with what it is looked for by: a projection that can be made anew from the rows it tells of. A recording's
-- own changes reach it in the same transaction. What else changes it (findings, actions, holds, names) is only noted, without a
-- lock that two transactions could want in different orders; the clock writes it within a second.
CREATE TABLE "ArchiveSearch" (
    "archiveId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration" INTEGER,
    "standing" TEXT NOT NULL,
    "review" TEXT NOT NULL,
    "held" BOOLEAN NOT NULL DEFAULT false,
    "findings" INTEGER NOT NULL DEFAULT 0,
    "actions" INTEGER NOT NULL DEFAULT 0,
    "kinds" TEXT[] NOT NULL DEFAULT '{}',
    "moderators" UUID[] NOT NULL DEFAULT '{}',
    "words" TSVECTOR NOT NULL,
    CONSTRAINT "ArchiveSearch_pkey" PRIMARY KEY ("archiveId"),
    CONSTRAINT "ArchiveSearch_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "ArchiveSearch_at_archiveId_idx" ON "ArchiveSearch"("at" DESC, "archiveId" DESC);
CREATE INDEX "ArchiveSearch_projectId_at_archiveId_idx" ON "ArchiveSearch"("projectId", "at" DESC, "archiveId" DESC);
CREATE INDEX "ArchiveSearch_standing_at_archiveId_idx" ON "ArchiveSearch"("standing", "at" DESC, "archiveId" DESC);
CREATE INDEX "ArchiveSearch_review_at_archiveId_idx" ON "ArchiveSearch"("review", "at" DESC, "archiveId" DESC);
CREATE INDEX "ArchiveSearch_duration_idx" ON "ArchiveSearch"("duration");
CREATE INDEX "ArchiveSearch_held_idx" ON "ArchiveSearch"("at" DESC, "archiveId" DESC) WHERE "held";
CREATE INDEX "ArchiveSearch_findings_idx" ON "ArchiveSearch"("at" DESC, "archiveId" DESC) WHERE "findings" > 0;
CREATE INDEX "ArchiveSearch_actions_idx" ON "ArchiveSearch"("at" DESC, "archiveId" DESC) WHERE "actions" > 0;
CREATE INDEX "ArchiveSearch_words_idx" ON "ArchiveSearch" USING GIN ("words");
CREATE INDEX "ArchiveSearch_kinds_idx" ON "ArchiveSearch" USING GIN ("kinds");
CREATE INDEX "ArchiveSearch_moderators_idx" ON "ArchiveSearch" USING GIN ("moderators");

CREATE TABLE "ArchiveSearchDue" (
    "id" BIGSERIAL NOT NULL,
    "archiveId" UUID NOT NULL,
    CONSTRAINT "ArchiveSearchDue_pkey" PRIMARY KEY ("id")
);

-- Everything a row says, from the rows it tells of
CREATE VIEW "ArchiveSearchTruth" AS
SELECT a."id" AS "archiveId", a."projectId", COALESCE(a."startedAt", a."updatedAt") AS "at", a."duration",
  CASE WHEN c."step" IN ('kept', 'releasing') THEN 'kept' WHEN c."step" IN ('lost', 'deleted') THEN c."step"::text
    ELSE a."state"::text END AS "standing",
  (SELECT CASE WHEN count(*) = 0 THEN 'new' WHEN bool_and(r."state" = 'done') THEN 'done' ELSE 'inReview' END
    FROM "Review" r WHERE r."archiveId" = a."id") AS "review",
  EXISTS (SELECT 1 FROM "Hold" h WHERE h."archiveId" = a."id" AND h."liftedAt" IS NULL) AS "held",
  (SELECT count(*)::int FROM "Finding" f WHERE f."archiveId" = a."id" AND f."removedAt" IS NULL) AS "findings",
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
    (SELECT string_agg(f."text", ' ') FROM "Finding" f WHERE f."archiveId" = a."id" AND f."removedAt" IS NULL)
  ), 100000)) AS "words"
FROM "Archive" a
JOIN "VideoSession" s ON s."id" = a."sessionId"
LEFT JOIN "Custody" c ON c."archiveId" = a."id"
LEFT JOIN LATERAL (
  SELECT count(*)::int AS "actions", array_agg(DISTINCT x."kind"::text) AS "kinds", array_agg(DISTINCT x."actorId") AS "moderators"
  FROM "Action" x WHERE x."sessionId" = a."sessionId" AND x."kind" NOT IN ('startArchive', 'stopArchive')
    AND x."askedAt" >= a."startedAt" AND x."askedAt" <= COALESCE(a."stoppedAt", 'infinity')
) m ON TRUE;

CREATE FUNCTION gavel_index_archive(wanted uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "ArchiveSearch" ("archiveId", "projectId", "at", "duration", "standing", "review", "held", "findings", "actions",
    "kinds", "moderators", "words")
  SELECT "archiveId", "projectId", "at", "duration", "standing", "review", "held", "findings", "actions", "kinds",
    "moderators", "words" FROM "ArchiveSearchTruth" WHERE "archiveId" = wanted
  ON CONFLICT ("archiveId") DO UPDATE SET ("projectId", "at", "duration", "standing", "review", "held", "findings", "actions",
    "kinds", "moderators", "words") = (EXCLUDED."projectId", EXCLUDED."at", EXCLUDED."duration", EXCLUDED."standing",
    EXCLUDED."review", EXCLUDED."held", EXCLUDED."findings", EXCLUDED."actions", EXCLUDED."kinds", EXCLUDED."moderators",
    EXCLUDED."words")
$$;

CREATE FUNCTION gavel_archive_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM gavel_index_archive(NEW."id");
  RETURN NULL;
END $$;
CREATE TRIGGER "Archive_search" AFTER INSERT OR UPDATE OF "state", "name", "startedAt", "stoppedAt", "duration" ON "Archive"
  FOR EACH ROW EXECUTE FUNCTION gavel_archive_changed();

CREATE FUNCTION gavel_note_archive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ArchiveSearchDue" ("archiveId") VALUES (NEW."archiveId");
  RETURN NULL;
END $$;
CREATE TRIGGER "Custody_search" AFTER INSERT OR UPDATE OF "step" ON "Custody" FOR EACH ROW EXECUTE FUNCTION gavel_note_archive();
CREATE TRIGGER "Finding_search" AFTER INSERT OR UPDATE ON "Finding" FOR EACH ROW EXECUTE FUNCTION gavel_note_archive();
CREATE TRIGGER "Review_search" AFTER INSERT OR UPDATE OF "state" ON "Review" FOR EACH ROW EXECUTE FUNCTION gavel_note_archive();
CREATE TRIGGER "Hold_search" AFTER INSERT OR UPDATE OF "liftedAt" ON "Hold" FOR EACH ROW EXECUTE FUNCTION gavel_note_archive();

CREATE FUNCTION gavel_note_action() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ArchiveSearchDue" ("archiveId") SELECT "id" FROM "Archive"
    WHERE "sessionId" = NEW."sessionId" AND "startedAt" <= NEW."askedAt" AND COALESCE("stoppedAt", 'infinity') >= NEW."askedAt";
  RETURN NULL;
END $$;
CREATE TRIGGER "Action_search" AFTER INSERT ON "Action" FOR EACH ROW EXECUTE FUNCTION gavel_note_action();

CREATE FUNCTION gavel_note_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ArchiveSearchDue" ("archiveId") SELECT "id" FROM "Archive" WHERE "sessionId" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "VideoSession_search" AFTER UPDATE OF "name" ON "VideoSession"
  FOR EACH ROW WHEN (OLD."name" IS DISTINCT FROM NEW."name") EXECUTE FUNCTION gavel_note_session();

-- Also when a name is erased: then nothing finds it any more
CREATE FUNCTION gavel_note_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ArchiveSearchDue" ("archiveId") SELECT DISTINCT a."id" FROM "Archive" a WHERE a."sessionId" IN (
    SELECT "sessionId" FROM "Connection" WHERE "personId" = NEW."id"
    UNION SELECT "sessionId" FROM "Grant" WHERE "personId" = NEW."id");
  RETURN NULL;
END $$;
CREATE TRIGGER "Person_search" AFTER UPDATE OF "name" ON "Person"
  FOR EACH ROW WHEN (OLD."name" IS DISTINCT FROM NEW."name") EXECUTE FUNCTION gavel_note_person();

-- Those that were there before
INSERT INTO "ArchiveSearch" ("archiveId", "projectId", "at", "duration", "standing", "review", "held", "findings", "actions",
  "kinds", "moderators", "words")
SELECT "archiveId", "projectId", "at", "duration", "standing", "review", "held", "findings", "actions", "kinds", "moderators",
  "words" FROM "ArchiveSearchTruth";
