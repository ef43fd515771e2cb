-- What is on hold is not deleted, and what is being deleted is not put on hold: also not by a way around the rules. Each of
-- the three locks the recording first, so that of two at the same moment the second finds what the first has done.
CREATE FUNCTION refuse_while_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Archive" WHERE "id" = NEW."archiveId" FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM "Hold" WHERE "archiveId" = NEW."archiveId" AND "liftedAt" IS NULL) THEN
    RAISE EXCEPTION 'a recording on hold is not deleted' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "Deletion_not_while_held" BEFORE INSERT OR UPDATE OF "state" ON "Deletion"
  FOR EACH ROW WHEN (NEW."state" = 'deleting') EXECUTE FUNCTION refuse_while_held();
CREATE TRIGGER "StoredFile_not_while_held" BEFORE INSERT OR UPDATE OF "state" ON "StoredFile"
  FOR EACH ROW WHEN (NEW."state" = 'deleted') EXECUTE FUNCTION refuse_while_held();

CREATE FUNCTION refuse_late_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Archive" WHERE "id" = NEW."archiveId" FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM "Deletion" WHERE "archiveId" = NEW."archiveId" AND "state" IN ('deleting', 'done')) THEN
    RAISE EXCEPTION 'a recording that is deleted is not put on hold' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "Hold_not_while_deleted" BEFORE INSERT OR UPDATE OF "liftedAt" ON "Hold"
  FOR EACH ROW WHEN (NEW."liftedAt" IS NULL) EXECUTE FUNCTION refuse_late_hold();

-- What stands in the way of a rule, and what a rule asks for, is found without reading all that is over
CREATE INDEX "Hold_stands_idx" ON "Hold"("archiveId") WHERE "liftedAt" IS NULL;
CREATE INDEX "Finding_counts_idx" ON "Finding"("archiveId") WHERE "removedAt" IS NULL;

-- The record of a deletion stands for good
CREATE FUNCTION refuse_deletion_undone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the record of a deletion cannot be changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "Deletion_done_for_good" BEFORE UPDATE OR DELETE ON "Deletion"
  FOR EACH ROW WHEN (OLD."state" = 'done') EXECUTE FUNCTION refuse_deletion_undone();
