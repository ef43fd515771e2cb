-- Recordings that run are watched by the clock, participants may object, and a session says whether it is encrypted
-- AlterEnum
ALTER TYPE "AlertKind" ADD VALUE 'archiveObjection';

-- AlterTable
ALTER TABLE "VideoSession" ADD COLUMN     "encrypted" BOOLEAN;

-- CreateTable
CREATE TABLE "RecordingWatch" (
    "archiveId" UUID NOT NULL,
    "nextAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failure" TEXT,
    "quietSince" TIMESTAMPTZ(3),
    "overAt" TIMESTAMPTZ(3),

    CONSTRAINT "RecordingWatch_pkey" PRIMARY KEY ("archiveId")
);

-- CreateTable
CREATE TABLE "Objection" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "Objection_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RecordingWatch_nextAt_idx" ON "RecordingWatch"("nextAt");

-- CreateIndex
CREATE INDEX "Objection_personId_idx" ON "Objection"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Objection_sessionId_personId_key" ON "Objection"("sessionId", "personId");

-- CreateIndex
CREATE INDEX "Archive_state_idx" ON "Archive"("state");

-- AddForeignKey
ALTER TABLE "RecordingWatch" ADD CONSTRAINT "RecordingWatch_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Objection" ADD CONSTRAINT "Objection_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "VideoSession"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Objection" ADD CONSTRAINT "Objection_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

