-- While a hold stands, nothing of a recording is let go: also not by a way around the rules. The recording's row is locked
-- first, so that of a hold and a deletion at the same moment the second finds what the first has done.
CREATE FUNCTION refuse_while_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Archive" WHERE "id" = NEW."archiveId" FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM "Hold" WHERE "archiveId" = NEW."archiveId" AND "liftedAt" IS NULL) THEN
    RAISE EXCEPTION 'a recording on legal hold is not deleted' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Deletion_not_while_held" BEFORE INSERT OR UPDATE OF "state", "archiveId" ON "Deletion"
  FOR EACH ROW WHEN (NEW."state" IN ('deleting', 'done')) EXECUTE FUNCTION refuse_while_held();
CREATE TRIGGER "StoredFile_not_while_held" BEFORE UPDATE OF "state" ON "StoredFile"
  FOR EACH ROW WHEN (NEW."state" = 'deleted' AND OLD."state" <> 'deleted') EXECUTE FUNCTION refuse_while_held();

CREATE FUNCTION refuse_late_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Archive" WHERE "id" = NEW."archiveId" FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM "Deletion" WHERE "archiveId" = NEW."archiveId" AND "state" IN ('deleting', 'done')) THEN
    RAISE EXCEPTION 'a recording that is being deleted is not held' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Hold_not_too_late" BEFORE INSERT OR UPDATE OF "archiveId", "liftedAt" ON "Hold"
  FOR EACH ROW WHEN (NEW."liftedAt" IS NULL) EXECUTE FUNCTION refuse_late_hold();

-- What is done is the record of what was: it outlives the file
CREATE FUNCTION refuse_deletion_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the record of a deletion cannot be changed or removed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "Deletion_done_stays" BEFORE UPDATE OR DELETE ON "Deletion"
  FOR EACH ROW WHEN (OLD."state" = 'done') EXECUTE FUNCTION refuse_deletion_change();

-- Nothing is deleted that neither a rule nor two people have agreed to
ALTER TABLE "Deletion" ADD CONSTRAINT "Deletion_by_rule_or_two" CHECK (
  "state" NOT IN ('deleting', 'done') OR "ruleId" IS NOT NULL
  OR ("askedById" IS NOT NULL AND "answeredById" IS NOT NULL));
ALTER TABLE "RetentionRule" ADD CONSTRAINT "RetentionRule_days" CHECK ("keepDays" BETWEEN 1 AND 36500);
