-- Sessions that ended in the last quarter of an hour: the totals of the Live page count them at the time they were live.
CREATE INDEX "VideoSession_lastDestroyedAt_idx" ON "VideoSession" ("lastDestroyedAt");
