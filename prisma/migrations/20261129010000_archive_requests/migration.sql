-- CreateEnum
CREATE TYPE "RequestState" AS ENUM ('waiting', 'approved', 'refused', 'withdrawn', 'expired', 'used');

-- AlterTable
ALTER TABLE "Project" ADD COLUMN "archivePolicy" JSONB;

-- AlterTable
ALTER TABLE "Action" ADD COLUMN "approvedById" UUID,
ADD COLUMN "stopAfterMinutes" INTEGER;

-- CreateTable
CREATE TABLE "ArchiveRequest" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT,
    "state" "RequestState" NOT NULL DEFAULT 'waiting',
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredById" UUID,
    "answeredAt" TIMESTAMPTZ(3),
    "words" TEXT,
    "actionId" UUID,

    CONSTRAINT "ArchiveRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Action_approvedById_idx" ON "Action"("approvedById");

-- CreateIndex
CREATE INDEX "ArchiveRequest_projectId_state_askedAt_idx" ON "ArchiveRequest"("projectId", "state", "askedAt" DESC);

-- CreateIndex
CREATE INDEX "ArchiveRequest_sessionId_state_idx" ON "ArchiveRequest"("sessionId", "state");

-- CreateIndex
CREATE INDEX "ArchiveRequest_askedById_askedAt_idx" ON "ArchiveRequest"("askedById", "askedAt" DESC);

-- CreateIndex
CREATE INDEX "ArchiveRequest_answeredById_idx" ON "ArchiveRequest"("answeredById");

-- CreateIndex
CREATE INDEX "ArchiveRequest_actionId_idx" ON "ArchiveRequest"("actionId");

-- CreateIndex
CREATE INDEX "ArchiveRequest_state_expiresAt_idx" ON "ArchiveRequest"("state", "expiresAt");

-- One request waits for a session, whoever asks at the same moment
CREATE UNIQUE INDEX "ArchiveRequest_one_waits_key" ON "ArchiveRequest"("sessionId") WHERE "state" = 'waiting';

-- Starts that have an end, for the clock that stops them
CREATE INDEX "Action_stopAfterMinutes_idx" ON "Action"("askedAt") WHERE "stopAfterMinutes" IS NOT NULL;

-- Nobody answers what they asked: also not by a way around the rules
ALTER TABLE "ArchiveRequest" ADD CONSTRAINT "ArchiveRequest_another_answers" CHECK (
  "answeredById" IS NULL OR "answeredById" <> "askedById");

-- AddForeignKey
ALTER TABLE "Action" ADD CONSTRAINT "Action_approvedById_fkey" FOREIGN KEY ("approvedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArchiveRequest" ADD CONSTRAINT "ArchiveRequest_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArchiveRequest" ADD CONSTRAINT "ArchiveRequest_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "VideoSession"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArchiveRequest" ADD CONSTRAINT "ArchiveRequest_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArchiveRequest" ADD CONSTRAINT "ArchiveRequest_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArchiveRequest" ADD CONSTRAINT "ArchiveRequest_actionId_fkey" FOREIGN KEY ("actionId") REFERENCES "Action"("id") ON DELETE SET NULL ON UPDATE CASCADE;
