-- Whose streams a running recording takes, where that was chosen one by one: who is there sees who is in it and who is not
ALTER TABLE "Archive" ADD COLUMN "taken" JSONB;
