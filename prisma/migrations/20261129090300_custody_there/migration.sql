-- Of what there still is something, in the order of ids: what asks of all recordings goes along this and theirs, side by side
CREATE INDEX "Custody_there_idx" ON "Custody"("archiveId") WHERE "step" NOT IN ('lost', 'deleted');
