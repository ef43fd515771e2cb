-- CreateTable
CREATE TABLE "ArchiveSearch" (
    "archiveId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seconds" INTEGER,
    "moments" INTEGER NOT NULL DEFAULT 0,
    "findings" INTEGER NOT NULL DEFAULT 0,
    "facets" TEXT[],
    "words" tsvector NOT NULL,

    CONSTRAINT "ArchiveSearch_pkey" PRIMARY KEY ("archiveId")
);

-- CreateTable
CREATE TABLE "ArchiveCount" (
    "id" BIGSERIAL NOT NULL,
    "projectId" UUID NOT NULL,
    "facet" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "ArchiveCount_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ArchiveSearch_at_archiveId_idx" ON "ArchiveSearch"("at" DESC, "archiveId" DESC);

-- CreateIndex
CREATE INDEX "ArchiveSearch_projectId_at_archiveId_idx" ON "ArchiveSearch"("projectId", "at" DESC, "archiveId" DESC);

-- CreateIndex
CREATE INDEX "ArchiveCount_projectId_facet_idx" ON "ArchiveCount"("projectId", "facet");

-- AddForeignKey
ALTER TABLE "ArchiveSearch" ADD CONSTRAINT "ArchiveSearch_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArchiveCount" ADD CONSTRAINT "ArchiveCount_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is rare among many is found by these; the newest of what is common by the indexes above. Without a pending list, whose
-- length a search would have to walk through
CREATE INDEX "ArchiveSearch_facets_idx" ON "ArchiveSearch" USING GIN ("facets") WITH (fastupdate = off);
CREATE INDEX "ArchiveSearch_words_idx" ON "ArchiveSearch" USING GIN ("words") WITH (fastupdate = off);

-- Which recordings a name or a moment concerns
CREATE INDEX "Alert_sessionId_at_idx" ON "Alert"("sessionId", "at");
ALTER TABLE "ArchiveSearch" ALTER COLUMN "facets" SET STATISTICS 1000;
ALTER TABLE "ArchiveSearch" ALTER COLUMN "words" SET STATISTICS 1000;

-- Whether a second person looks at a recording: as lib/review decides it, by the id alone
CREATE FUNCTION gavel_second_review(archive uuid, share int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || substr(encode(sha256(convert_to('second review ' || archive, 'UTF8')), 'hex'), 1, 8))::bit(32)::bigint
    < share / 100.0 * 4294967296
$$;

-- How the search knows one recording. What a reviewer may not know yet, because two are to judge without knowing of each
-- other, is not in it: a search must not answer what the page keeps back.
CREATE FUNCTION gavel_search_entry(archive uuid) RETURNS SETOF "ArchiveSearch" LANGUAGE sql STABLE AS $$
  SELECT a."id", a."projectId", b."from",
    COALESCE(a."duration", extract(epoch FROM a."stoppedAt" - a."startedAt")::int),
    acts."count" + alerts."count" + found."count", found."count",
    ARRAY(SELECT DISTINCT f FROM unnest(ARRAY[
      CASE WHEN a."state" IN ('starting', 'recording', 'paused') THEN 'custody:running'
           WHEN c."step" IN ('kept', 'releasing') THEN 'custody:kept'
           WHEN c."step" = 'lost' OR a."state" IN ('failed', 'expired') THEN 'custody:lost'
           WHEN c."step" IN ('waiting', 'fetching') AND c."copyUntil" IS NOT NULL THEN 'custody:platform'
           ELSE 'custody:coming' END,
      CASE WHEN EXISTS (SELECT 1 FROM "Hold" h WHERE h."archiveId" = a."id" AND h."liftedAt" IS NULL)
        THEN 'custody:hold' END,
      CASE WHEN EXISTS (SELECT 1 FROM "Deletion" d WHERE d."archiveId" = a."id" AND d."state" IN ('waiting', 'deleting'))
        THEN 'custody:deletion' END,
      CASE WHEN acts."count" > 0 THEN 'has:action' END,
      CASE WHEN alerts."count" > 0 THEN 'has:alert' END,
      CASE WHEN found."count" > 0 THEN 'has:finding' END,
      CASE WHEN acts."count" + alerts."count" + found."count" = 0 THEN 'has:nothing' END,
      CASE WHEN a."state" IN ('starting', 'recording', 'paused', 'stopping') THEN NULL
           WHEN r."count" = 0 THEN 'review:new'
           WHEN r."waiting" = 0 AND (NOT r."two" OR r."count" > 1) THEN 'review:done' ELSE 'review:inReview' END
    ] || acts."facets" || ARRAY(SELECT 'in:' || COALESCE(st."kind"::text, 'disk') FROM "StoredFile" sf
        LEFT JOIN "Storage" st ON st."id" = sf."storageId" WHERE sf."archiveId" = a."id" AND sf."state" = 'whole')) f
      WHERE f IS NOT NULL ORDER BY f),
    to_tsvector('simple', left(concat_ws(' ', s."name", a."name", s."platformId", a."platformId", a."id",
      acts."words", found."words", people."names"), 200000))
  FROM "Archive" a
  JOIN "VideoSession" s ON s."id" = a."sessionId"
  JOIN "Project" p ON p."id" = a."projectId"
  LEFT JOIN "Custody" c ON c."archiveId" = a."id"
  CROSS JOIN LATERAL (SELECT COALESCE(a."startedAt", a."stoppedAt", a."updatedAt") AS "from",
    COALESCE(a."stoppedAt", 'infinity') AS "to") b
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS "count", count(*) FILTER (WHERE v."state" <> 'done') AS "waiting",
      gavel_second_review(a."id", p."secondReviews") OR COALESCE(bool_or(v."second"), false) AS "two"
    FROM "Review" v WHERE v."archiveId" = a."id") r
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS "count", string_agg(left(f."text", 2000), ' ') AS "words" FROM "Finding" f
    WHERE f."archiveId" = a."id" AND f."removedAt" IS NULL
      AND (NOT r."two" OR r."count" > 1 AND r."waiting" = 0)) found
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS "count", string_agg(concat_ws(' ', x."kind"::text, left(x."reason", 500)), ' ') AS "words",
      COALESCE(array_agg('by:' || x."actorId") || array_agg('did:' || x."kind"), '{}') AS "facets"
    FROM (SELECT * FROM "Action" x WHERE x."sessionId" = a."sessionId" AND x."askedAt" BETWEEN b."from" AND b."to"
      AND x."kind" NOT IN ('startArchive', 'stopArchive') ORDER BY x."askedAt" DESC LIMIT 1000) x) acts
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS "count" FROM "Alert" l
    WHERE l."sessionId" = a."sessionId" AND l."at" BETWEEN b."from" AND b."to") alerts
  CROSS JOIN LATERAL (
    SELECT string_agg(DISTINCT n."name", ' ') AS "names" FROM (
      SELECT COALESCE(gp."name", cp."name") AS "name" FROM "Connection" k
      LEFT JOIN "Grant" g ON g."id" = k."grantId" LEFT JOIN "Person" gp ON gp."id" = g."personId"
      LEFT JOIN "Person" cp ON cp."id" = k."personId"
      WHERE k."sessionId" = a."sessionId" AND k."kind" = 'participant' AND k."createdAt" <= b."to"
        AND (k."endedAt" IS NULL OR k."endedAt" >= b."from") LIMIT 5000) n) people
  WHERE a."id" = archive AND a."state" <> 'deleted' AND c."step" IS DISTINCT FROM 'deleted'
    AND NOT EXISTS (SELECT 1 FROM "Deletion" d WHERE d."archiveId" = a."id" AND d."state" = 'done')
$$;

-- The row is locked before it is worked out, so that of two who change one recording the later sees what the earlier did
CREATE FUNCTION gavel_search_anew(archive uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ArchiveSearch" ("archiveId", "projectId", "at", "facets", "words")
    SELECT "archiveId", "projectId", "at", "facets", "words" FROM gavel_search_entry(archive)
    ON CONFLICT ("archiveId") DO NOTHING;
  PERFORM 1 FROM "ArchiveSearch" WHERE "archiveId" = archive FOR UPDATE;
  UPDATE "ArchiveSearch" s SET "at" = e."at", "seconds" = e."seconds", "moments" = e."moments", "findings" = e."findings",
      "facets" = e."facets", "words" = e."words"
    FROM gavel_search_entry(archive) e WHERE s."archiveId" = e."archiveId"
      AND (s."at", s."seconds", s."moments", s."findings", s."facets", s."words") IS DISTINCT FROM
        (e."at", e."seconds", e."moments", e."findings", e."facets", e."words");
  DELETE FROM "ArchiveSearch" WHERE "archiveId" = archive
    AND NOT EXISTS (SELECT 1 FROM gavel_search_entry(archive));
END $$;

-- Counts are added to, never changed in place: nobody who changes a recording waits for somebody who changes another
CREATE FUNCTION gavel_counted(entry "ArchiveSearch") RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN entry."archiveId" IS NULL THEN '{}'
    ELSE entry."facets" || ARRAY['all', 'day:' || to_char(entry."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD')] END
$$;

CREATE FUNCTION gavel_count_archives() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ArchiveCount" ("projectId", "facet", "count")
    SELECT COALESCE(NEW."projectId", OLD."projectId"), COALESCE(n, o), CASE WHEN o IS NULL THEN 1 ELSE -1 END
    FROM unnest(gavel_counted(NEW)) n FULL JOIN unnest(gavel_counted(OLD)) o ON o = n WHERE o IS NULL OR n IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER "ArchiveSearch_count" AFTER INSERT OR UPDATE OR DELETE ON "ArchiveSearch"
  FOR EACH ROW EXECUTE FUNCTION gavel_count_archives();

-- At the end of the transaction: by then it holds the locks that others wait for in their order, and its last word stands
-- Its argument is the column with the recording's id
CREATE FUNCTION gavel_search_archive() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE archive uuid;
BEGIN
  EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO archive USING NEW;
  PERFORM gavel_search_anew(archive);
  RETURN NULL;
END $$;

CREATE FUNCTION gavel_search_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM gavel_search_anew(a."id") FROM "Archive" a WHERE a."sessionId" = NEW."id";
  RETURN NULL;
END $$;

-- Its argument is the column that says when
CREATE FUNCTION gavel_search_moment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moment timestamptz;
BEGIN
  EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO moment USING NEW;
  PERFORM gavel_search_anew(a."id") FROM "Archive" a
    WHERE a."sessionId" = NEW."sessionId" AND (a."stoppedAt" IS NULL OR a."stoppedAt" >= moment);
  RETURN NULL;
END $$;

CREATE FUNCTION gavel_search_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM gavel_search_anew(a."id") FROM "Archive" a WHERE a."sessionId" IN (
    SELECT k."sessionId" FROM "Connection" k WHERE k."personId" = NEW."id"
    UNION SELECT k."sessionId" FROM "Connection" k JOIN "Grant" g ON g."id" = k."grantId" WHERE g."personId" = NEW."id");
  RETURN NULL;
END $$;

CREATE FUNCTION gavel_search_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM gavel_search_anew(a."id") FROM "Archive" a
    WHERE a."id" IN (SELECT v."archiveId" FROM "Review" v WHERE v."projectId" = NEW."id")
      AND gavel_second_review(a."id", NEW."secondReviews") <> gavel_second_review(a."id", OLD."secondReviews");
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "Archive_search" AFTER INSERT OR UPDATE ON "Archive"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gavel_search_archive('id');
CREATE CONSTRAINT TRIGGER "Custody_search" AFTER INSERT OR UPDATE OF "step", "copyUntil" ON "Custody"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gavel_search_archive('archiveId');
CREATE CONSTRAINT TRIGGER "StoredFile_search" AFTER INSERT OR UPDATE OF "state" ON "StoredFile"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gavel_search_archive('archiveId');
CREATE CONSTRAINT TRIGGER "Hold_search" AFTER INSERT OR UPDATE ON "Hold"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gavel_search_archive('archiveId');
CREATE CONSTRAINT TRIGGER "Deletion_search" AFTER INSERT OR UPDATE OF "state" ON "Deletion"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gavel_search_archive('archiveId');
CREATE CONSTRAINT TRIGGER "Review_search" AFTER INSERT OR UPDATE ON "Review"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gavel_search_archive('archiveId');
CREATE CONSTRAINT TRIGGER "Finding_search" AFTER INSERT OR UPDATE ON "Finding"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gavel_search_archive('archiveId');
CREATE CONSTRAINT TRIGGER "VideoSession_search" AFTER UPDATE OF "name" ON "VideoSession"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."name" IS DISTINCT FROM NEW."name")
  EXECUTE FUNCTION gavel_search_session();
CREATE CONSTRAINT TRIGGER "Action_search" AFTER INSERT ON "Action"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gavel_search_moment('askedAt');
CREATE CONSTRAINT TRIGGER "Alert_search" AFTER INSERT ON "Alert"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."sessionId" IS NOT NULL)
  EXECUTE FUNCTION gavel_search_moment('at');
CREATE CONSTRAINT TRIGGER "Person_search" AFTER UPDATE OF "name" ON "Person"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."name" IS DISTINCT FROM NEW."name")
  EXECUTE FUNCTION gavel_search_person();
CREATE CONSTRAINT TRIGGER "Project_search" AFTER UPDATE OF "secondReviews" ON "Project"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."secondReviews" <> NEW."secondReviews")
  EXECUTE FUNCTION gavel_search_project();

-- Those that were there before
SELECT gavel_search_anew("id") FROM "Archive";
