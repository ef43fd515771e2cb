-- A review that is given back is deleted: the search found its recording in review for ever after, and never among the new ones
CREATE FUNCTION gavel_note_review_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ArchiveSearchDue" ("archiveId") VALUES (OLD."archiveId");
  RETURN NULL;
END $$;
CREATE TRIGGER "Review_gone_search" AFTER DELETE ON "Review" FOR EACH ROW EXECUTE FUNCTION gavel_note_review_gone();

-- Those that were given back before
INSERT INTO "ArchiveSearchDue" ("archiveId") SELECT s."archiveId" FROM "ArchiveSearch" s
  JOIN "ArchiveSearchTruth" t ON t."archiveId" = s."archiveId"
  WHERE s."review" <> 'new' AND s."review" <> t."review";
