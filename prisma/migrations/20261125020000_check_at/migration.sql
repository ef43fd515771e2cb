-- AlterTable
ALTER TABLE "VideoSession" ADD COLUMN "checkAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateIndex
CREATE INDEX "VideoSession_checkAt_idx" ON "VideoSession"("checkAt");
