-- CreateEnum
CREATE TYPE "StorageKind" AS ENUM ('disk', 's3', 'azure');

-- CreateEnum
CREATE TYPE "StoragePurpose" AS ENUM ('keep', 'uploads');

-- CreateEnum
CREATE TYPE "CustodyStep" AS ENUM ('waiting', 'fetching', 'releasing', 'kept', 'lost', 'deleted');

-- CreateEnum
CREATE TYPE "FileState" AS ENUM ('writing', 'whole', 'missing', 'changed', 'deleted');

-- CreateEnum
CREATE TYPE "FileWriter" AS ENUM ('gavel', 'platform');

-- CreateEnum
CREATE TYPE "ViewingPurpose" AS ENUM ('played', 'downloaded', 'exported');

-- CreateEnum
CREATE TYPE "ReviewState" AS ENUM ('inReview', 'done');

-- CreateEnum
CREATE TYPE "Verdict" AS ENUM ('clean', 'upheld', 'followUp');

-- CreateEnum
CREATE TYPE "FindingCategory" AS ENUM ('harassment', 'violence', 'sexual', 'selfHarm', 'personalData', 'disturbance', 'conduct', 'other');

-- CreateEnum
CREATE TYPE "Severity" AS ENUM ('low', 'medium', 'high');

-- CreateEnum
CREATE TYPE "RetentionScope" AS ENUM ('all', 'withFinding', 'withoutFinding', 'withAction');

-- CreateEnum
CREATE TYPE "DeletionState" AS ENUM ('waiting', 'refused', 'withdrawn', 'expired', 'deleting', 'done');

-- CreateEnum
CREATE TYPE "ExportState" AS ENUM ('making', 'ready', 'failed', 'expired');

-- CreateEnum
CREATE TYPE "AlertLevel" AS ENUM ('notice', 'urgent');

-- CreateEnum
CREATE TYPE "AlertMail" AS ENUM ('none', 'urgent', 'all');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "AlertKind" ADD VALUE 'archiveNotStarted';
ALTER TYPE "AlertKind" ADD VALUE 'archiveStoppedAlone';
ALTER TYPE "AlertKind" ADD VALUE 'archiveSilent';
ALTER TYPE "AlertKind" ADD VALUE 'uploadLost';
ALTER TYPE "AlertKind" ADD VALUE 'copyExpiring';
ALTER TYPE "AlertKind" ADD VALUE 'copyGone';
ALTER TYPE "AlertKind" ADD VALUE 'fileMissing';
ALTER TYPE "AlertKind" ADD VALUE 'fileChanged';
ALTER TYPE "AlertKind" ADD VALUE 'storageTrouble';
ALTER TYPE "AlertKind" ADD VALUE 'storageTooPowerful';
ALTER TYPE "AlertKind" ADD VALUE 'storageUnsafe';
ALTER TYPE "AlertKind" ADD VALUE 'deletionStuck';
ALTER TYPE "AlertKind" ADD VALUE 'endpointDisabled';

-- DropForeignKey
ALTER TABLE "Alert" DROP CONSTRAINT "Alert_sessionId_fkey";

-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "secondReviews" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "watermark" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Viewing" ADD COLUMN     "lastAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "parts" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "purpose" "ViewingPurpose" NOT NULL DEFAULT 'played';

-- AlterTable
ALTER TABLE "Alert" ADD COLUMN     "archiveId" UUID,
ADD COLUMN     "claimedAt" TIMESTAMPTZ(3),
ADD COLUMN     "claimedById" UUID,
ADD COLUMN     "details" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "level" "AlertLevel" NOT NULL DEFAULT 'notice',
ADD COLUMN     "resolution" TEXT,
ADD COLUMN     "resolvedById" UUID,
ALTER COLUMN "sessionId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "alertMail" "AlertMail" NOT NULL DEFAULT 'urgent';

-- CreateTable
CREATE TABLE "Storage" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "purpose" "StoragePurpose" NOT NULL,
    "kind" "StorageKind" NOT NULL,
    "endpoint" TEXT,
    "region" TEXT,
    "bucket" TEXT,
    "prefix" TEXT NOT NULL DEFAULT '',
    "keyName" TEXT,
    "keyId" TEXT,
    "wrappedKey" BYTEA,
    "ciphertext" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "replacedAt" TIMESTAMPTZ(3),
    "checkedAt" TIMESTAMPTZ(3),
    "findings" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "Storage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Custody" (
    "archiveId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "step" "CustodyStep" NOT NULL DEFAULT 'waiting',
    "copyUntil" TIMESTAMPTZ(3),
    "copyGoneAt" TIMESTAMPTZ(3),
    "nextAt" TIMESTAMPTZ(3),
    "leasedUntil" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,

    CONSTRAINT "Custody_pkey" PRIMARY KEY ("archiveId")
);

-- CreateTable
CREATE TABLE "StoredFile" (
    "id" UUID NOT NULL,
    "archiveId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "storageId" UUID,
    "name" TEXT NOT NULL,
    "contentType" TEXT NOT NULL,
    "state" "FileState" NOT NULL DEFAULT 'writing',
    "writtenBy" "FileWriter" NOT NULL DEFAULT 'gavel',
    "size" BIGINT,
    "have" BIGINT NOT NULL DEFAULT 0,
    "uploadId" TEXT,
    "sha256" BYTEA,
    "encryption" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "wholeAt" TIMESTAMPTZ(3),
    "verifiedAt" TIMESTAMPTZ(3),
    "verifyAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "StoredFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Review" (
    "id" UUID NOT NULL,
    "archiveId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "reviewerId" UUID NOT NULL,
    "assignedById" UUID,
    "second" BOOLEAN NOT NULL DEFAULT false,
    "state" "ReviewState" NOT NULL DEFAULT 'inReview',
    "verdict" "Verdict",
    "words" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Finding" (
    "id" UUID NOT NULL,
    "archiveId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "fromMs" INTEGER NOT NULL,
    "toMs" INTEGER,
    "category" "FindingCategory" NOT NULL,
    "severity" "Severity" NOT NULL,
    "verdict" "Verdict" NOT NULL DEFAULT 'upheld',
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FindingStill" (
    "findingId" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "FindingStill_pkey" PRIMARY KEY ("findingId")
);

-- CreateTable
CREATE TABLE "Hold" (
    "id" UUID NOT NULL,
    "archiveId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "placedById" UUID NOT NULL,
    "placedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT NOT NULL,
    "liftedById" UUID,
    "liftedAt" TIMESTAMPTZ(3),
    "liftReason" TEXT,

    CONSTRAINT "Hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RetentionRule" (
    "id" UUID NOT NULL,
    "projectId" UUID,
    "name" TEXT NOT NULL,
    "scope" "RetentionScope" NOT NULL DEFAULT 'all',
    "keepDays" INTEGER NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RetentionRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Deletion" (
    "id" UUID NOT NULL,
    "archiveId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "askedById" UUID,
    "ruleId" UUID,
    "reason" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "answeredById" UUID,
    "answeredAt" TIMESTAMPTZ(3),
    "words" TEXT,
    "state" "DeletionState" NOT NULL DEFAULT 'waiting',
    "files" JSONB NOT NULL DEFAULT '[]',
    "storageDoneAt" TIMESTAMPTZ(3),
    "platformDoneAt" TIMESTAMPTZ(3),
    "doneAt" TIMESTAMPTZ(3),
    "nextAt" TIMESTAMPTZ(3),
    "leasedUntil" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,

    CONSTRAINT "Deletion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExportPackage" (
    "id" UUID NOT NULL,
    "archiveId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT NOT NULL,
    "state" "ExportState" NOT NULL DEFAULT 'making',
    "readyAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "size" BIGINT,
    "sha256" BYTEA,
    "nextAt" TIMESTAMPTZ(3),
    "leasedUntil" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,

    CONSTRAINT "ExportPackage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SavedSearch" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedSearch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Endpoint" (
    "id" UUID NOT NULL,
    "projectId" UUID,
    "url" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "keyId" TEXT NOT NULL,
    "wrappedKey" BYTEA NOT NULL,
    "ciphertext" BYTEA NOT NULL,

    CONSTRAINT "Endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" UUID NOT NULL,
    "endpointId" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "nextAt" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "leasedUntil" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "deliveredAt" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Storage_projectId_purpose_idx" ON "Storage"("projectId", "purpose");

-- CreateIndex
CREATE INDEX "Storage_checkedAt_idx" ON "Storage"("checkedAt");

-- CreateIndex
CREATE INDEX "Custody_nextAt_idx" ON "Custody"("nextAt");

-- CreateIndex
CREATE INDEX "Custody_projectId_step_idx" ON "Custody"("projectId", "step");

-- CreateIndex
CREATE INDEX "Custody_copyUntil_idx" ON "Custody"("copyUntil");

-- CreateIndex
CREATE INDEX "StoredFile_archiveId_idx" ON "StoredFile"("archiveId");

-- CreateIndex
CREATE INDEX "StoredFile_storageId_idx" ON "StoredFile"("storageId");

-- CreateIndex
CREATE INDEX "StoredFile_verifyAt_idx" ON "StoredFile"("verifyAt");

-- CreateIndex
CREATE INDEX "Review_reviewerId_state_idx" ON "Review"("reviewerId", "state");

-- CreateIndex
CREATE INDEX "Review_assignedById_idx" ON "Review"("assignedById");

-- CreateIndex
CREATE INDEX "Review_projectId_state_idx" ON "Review"("projectId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Review_archiveId_reviewerId_key" ON "Review"("archiveId", "reviewerId");

-- CreateIndex
CREATE INDEX "Finding_archiveId_fromMs_idx" ON "Finding"("archiveId", "fromMs");

-- CreateIndex
CREATE INDEX "Finding_authorId_idx" ON "Finding"("authorId");

-- CreateIndex
CREATE INDEX "Finding_projectId_createdAt_idx" ON "Finding"("projectId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Hold_archiveId_liftedAt_idx" ON "Hold"("archiveId", "liftedAt");

-- CreateIndex
CREATE INDEX "Hold_projectId_liftedAt_idx" ON "Hold"("projectId", "liftedAt");

-- CreateIndex
CREATE INDEX "Hold_placedById_idx" ON "Hold"("placedById");

-- CreateIndex
CREATE INDEX "Hold_liftedById_idx" ON "Hold"("liftedById");

-- CreateIndex
CREATE INDEX "RetentionRule_projectId_idx" ON "RetentionRule"("projectId");

-- CreateIndex
CREATE INDEX "RetentionRule_createdById_idx" ON "RetentionRule"("createdById");

-- CreateIndex
CREATE INDEX "Deletion_archiveId_idx" ON "Deletion"("archiveId");

-- CreateIndex
CREATE INDEX "Deletion_projectId_state_askedAt_idx" ON "Deletion"("projectId", "state", "askedAt" DESC);

-- CreateIndex
CREATE INDEX "Deletion_askedById_idx" ON "Deletion"("askedById");

-- CreateIndex
CREATE INDEX "Deletion_answeredById_idx" ON "Deletion"("answeredById");

-- CreateIndex
CREATE INDEX "Deletion_ruleId_idx" ON "Deletion"("ruleId");

-- CreateIndex
CREATE INDEX "Deletion_state_nextAt_idx" ON "Deletion"("state", "nextAt");

-- CreateIndex
CREATE INDEX "ExportPackage_archiveId_idx" ON "ExportPackage"("archiveId");

-- CreateIndex
CREATE INDEX "ExportPackage_askedById_idx" ON "ExportPackage"("askedById");

-- CreateIndex
CREATE INDEX "ExportPackage_state_nextAt_idx" ON "ExportPackage"("state", "nextAt");

-- CreateIndex
CREATE UNIQUE INDEX "SavedSearch_accountId_name_key" ON "SavedSearch"("accountId", "name");

-- CreateIndex
CREATE INDEX "Endpoint_projectId_idx" ON "Endpoint"("projectId");

-- CreateIndex
CREATE INDEX "Endpoint_createdById_idx" ON "Endpoint"("createdById");

-- CreateIndex
CREATE INDEX "Delivery_endpointId_createdAt_idx" ON "Delivery"("endpointId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Delivery_nextAt_idx" ON "Delivery"("nextAt");

-- CreateIndex
CREATE INDEX "Alert_archiveId_resolvedAt_idx" ON "Alert"("archiveId", "resolvedAt");

-- CreateIndex
CREATE INDEX "Alert_projectId_resolvedAt_at_idx" ON "Alert"("projectId", "resolvedAt", "at" DESC);

-- CreateIndex
CREATE INDEX "Alert_claimedById_idx" ON "Alert"("claimedById");

-- CreateIndex
CREATE INDEX "Alert_resolvedById_idx" ON "Alert"("resolvedById");

-- AddForeignKey
ALTER TABLE "Storage" ADD CONSTRAINT "Storage_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Custody" ADD CONSTRAINT "Custody_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_storageId_fkey" FOREIGN KEY ("storageId") REFERENCES "Storage"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_reviewerId_fkey" FOREIGN KEY ("reviewerId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_assignedById_fkey" FOREIGN KEY ("assignedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Finding" ADD CONSTRAINT "Finding_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Finding" ADD CONSTRAINT "Finding_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingStill" ADD CONSTRAINT "FindingStill_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "Finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hold" ADD CONSTRAINT "Hold_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hold" ADD CONSTRAINT "Hold_placedById_fkey" FOREIGN KEY ("placedById") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hold" ADD CONSTRAINT "Hold_liftedById_fkey" FOREIGN KEY ("liftedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RetentionRule" ADD CONSTRAINT "RetentionRule_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RetentionRule" ADD CONSTRAINT "RetentionRule_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deletion" ADD CONSTRAINT "Deletion_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deletion" ADD CONSTRAINT "Deletion_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deletion" ADD CONSTRAINT "Deletion_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deletion" ADD CONSTRAINT "Deletion_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "RetentionRule"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExportPackage" ADD CONSTRAINT "ExportPackage_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExportPackage" ADD CONSTRAINT "ExportPackage_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SavedSearch" ADD CONSTRAINT "SavedSearch_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "VideoSession"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_claimedById_fkey" FOREIGN KEY ("claimedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_resolvedById_fkey" FOREIGN KEY ("resolvedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Endpoint" ADD CONSTRAINT "Endpoint_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Endpoint" ADD CONSTRAINT "Endpoint_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "Endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Nobody answers what they asked: also not by a way around the rules
ALTER TABLE "Deletion" ADD CONSTRAINT "Deletion_another_answers" CHECK (
  "answeredById" IS NULL OR "askedById" IS NULL OR "answeredById" <> "askedById");

-- A recording is deleted once, whoever asks at the same moment
CREATE UNIQUE INDEX "Deletion_one_is_open_key" ON "Deletion"("archiveId") WHERE "state" IN ('waiting', 'deleting', 'done');

-- One place of a kind is in use
CREATE UNIQUE INDEX "Storage_one_in_use_key" ON "Storage"("projectId", "purpose") WHERE "replacedAt" IS NULL;
