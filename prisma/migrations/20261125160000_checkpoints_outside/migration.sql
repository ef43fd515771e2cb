-- AlterTable
ALTER TABLE "Checkpoint" ADD COLUMN     "outsideAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Checkpoint_outsideAt_seq_idx" ON "Checkpoint"("outsideAt", "seq" DESC);
