-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Platform" AS ENUM ('opentok', 'vonage');

-- CreateEnum
CREATE TYPE "SecretPurpose" AS ENUM ('apiSecret', 'privateKey', 'signatureSecret');

-- CreateEnum
CREATE TYPE "MediaMode" AS ENUM ('relayed', 'routed');

-- CreateEnum
CREATE TYPE "ConnectionKind" AS ENUM ('participant', 'watcher');

-- CreateEnum
CREATE TYPE "ConnectionData" AS ENUM ('none', 'grant', 'person', 'opaque', 'personal');

-- CreateEnum
CREATE TYPE "GrantKind" AS ENUM ('participant', 'watcher');

-- CreateEnum
CREATE TYPE "TokenRole" AS ENUM ('subscriber', 'publisher', 'moderator');

-- CreateEnum
CREATE TYPE "ActionKind" AS ENUM ('disconnect', 'unpublish', 'mute', 'muteAll', 'liftMute', 'warn', 'startArchive', 'stopArchive');

-- CreateEnum
CREATE TYPE "ActionState" AS ENUM ('asked', 'sent', 'confirmed', 'failed', 'unconfirmed');

-- CreateEnum
CREATE TYPE "ArchiveState" AS ENUM ('starting', 'recording', 'paused', 'stopping', 'uploaded', 'available', 'expired', 'failed', 'deleted');

-- CreateEnum
CREATE TYPE "AlertKind" AS ENUM ('unexplainedForce', 'grantReused', 'personalData', 'actionUnconfirmed');

-- CreateTable
CREATE TABLE "Project" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "platform" "Platform" NOT NULL,
    "platformId" TEXT NOT NULL,
    "apiUrl" TEXT,
    "signedCallbacks" BOOLEAN NOT NULL DEFAULT true,
    "pathSecretHash" BYTEA,
    "reconciledAt" TIMESTAMPTZ(3),
    "trouble" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SealedSecret" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "purpose" "SecretPurpose" NOT NULL,
    "keyId" TEXT NOT NULL,
    "wrappedKey" BYTEA NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "validUntil" TIMESTAMPTZ(3),

    CONSTRAINT "SealedSecret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VideoSession" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "platformId" TEXT NOT NULL,
    "name" TEXT,
    "mode" "MediaMode",
    "capacity" INTEGER,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastCreatedAt" TIMESTAMPTZ(3),
    "lastDestroyedAt" TIMESTAMPTZ(3),
    "evidenceAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "live" BOOLEAN NOT NULL DEFAULT false,
    "liveSince" TIMESTAMPTZ(3),
    "connections" INTEGER NOT NULL DEFAULT 0,
    "publishers" INTEGER NOT NULL DEFAULT 0,
    "subscribers" INTEGER NOT NULL DEFAULT 0,
    "watchers" INTEGER NOT NULL DEFAULT 0,
    "muteForced" BOOLEAN NOT NULL DEFAULT false,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "VideoSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Connection" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "platformId" TEXT NOT NULL,
    "kind" "ConnectionKind" NOT NULL DEFAULT 'participant',
    "data" "ConnectionData" NOT NULL DEFAULT 'none',
    "grantId" UUID,
    "personId" UUID,
    "createdAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,
    "seenAt" TIMESTAMPTZ(3),
    "missingAt" TIMESTAMPTZ(3),
    "sweptAt" TIMESTAMPTZ(3),
    "live" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Stream" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "platformId" TEXT NOT NULL,
    "connectionId" UUID,
    "name" TEXT,
    "videoType" TEXT,
    "createdAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,
    "seenAt" TIMESTAMPTZ(3),
    "missingAt" TIMESTAMPTZ(3),
    "sweptAt" TIMESTAMPTZ(3),
    "live" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Stream_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PlatformEvent" (
    "id" BIGSERIAL NOT NULL,
    "projectId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "digest" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT,
    "reason" TEXT,
    "platformAt" TIMESTAMPTZ(3) NOT NULL,
    "storedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "verified" BOOLEAN NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "PlatformEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FeedEntry" (
    "seq" BIGINT NOT NULL,
    "projectId" UUID NOT NULL,
    "sessionId" UUID,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "FeedEntry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "FeedHead" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "FeedHead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CountSample" (
    "sessionId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "connections" INTEGER NOT NULL,
    "publishers" INTEGER NOT NULL,
    "subscribers" INTEGER NOT NULL,

    CONSTRAINT "CountSample_pkey" PRIMARY KEY ("sessionId","at")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Grant" (
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "kind" "GrantKind" NOT NULL,
    "role" "TokenRole" NOT NULL,
    "projectId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "personId" UUID,
    "accountId" UUID,
    "inviteId" UUID,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invite" (
    "id" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "projectId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "role" "TokenRole" NOT NULL,
    "createdBy" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "maxUses" INTEGER NOT NULL DEFAULT 1,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Action" (
    "id" UUID NOT NULL,
    "kind" "ActionKind" NOT NULL,
    "projectId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "actorId" UUID NOT NULL,
    "reason" TEXT,
    "state" "ActionState" NOT NULL DEFAULT 'asked',
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),
    "requestId" TEXT NOT NULL,

    CONSTRAINT "Action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActionTarget" (
    "id" UUID NOT NULL,
    "actionId" UUID NOT NULL,
    "connectionId" UUID,
    "streamId" UUID,
    "archiveId" UUID,
    "state" "ActionState" NOT NULL DEFAULT 'asked',
    "settledAt" TIMESTAMPTZ(3),
    "failure" TEXT,
    "evidence" TEXT,

    CONSTRAINT "ActionTarget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Archive" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "platformId" TEXT NOT NULL,
    "name" TEXT,
    "state" "ArchiveState" NOT NULL,
    "reason" TEXT,
    "outputMode" TEXT,
    "resolution" TEXT,
    "hasAudio" BOOLEAN NOT NULL DEFAULT true,
    "hasVideo" BOOLEAN NOT NULL DEFAULT true,
    "startedAt" TIMESTAMPTZ(3),
    "stoppedAt" TIMESTAMPTZ(3),
    "duration" INTEGER,
    "size" BIGINT,
    "startedById" UUID,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Archive_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Viewing" (
    "id" UUID NOT NULL,
    "archiveId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "deviceId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Viewing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Alert" (
    "id" UUID NOT NULL,
    "kind" "AlertKind" NOT NULL,
    "projectId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "connectionId" UUID,
    "cause" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Device" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "userAgent" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Role" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "builtIn" BOOLEAN NOT NULL DEFAULT false,
    "permissions" TEXT[],

    CONSTRAINT "Role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoleHolding" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "roleId" UUID NOT NULL,
    "projectId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RoleHolding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Setup" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "codeHash" BYTEA,
    "completedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Setup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "phase" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "actorId" UUID,
    "deviceId" UUID,
    "address" TEXT,
    "projectId" UUID,
    "sessionId" UUID,
    "subject" TEXT,
    "reason" TEXT,
    "details" JSONB NOT NULL,
    "requestId" TEXT NOT NULL,
    "prevHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Project_platformId_key" ON "Project"("platformId");

-- CreateIndex
CREATE INDEX "SealedSecret_projectId_purpose_createdAt_idx" ON "SealedSecret"("projectId", "purpose", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "VideoSession_live_projectId_idx" ON "VideoSession"("live", "projectId");

-- CreateIndex
CREATE UNIQUE INDEX "VideoSession_projectId_platformId_key" ON "VideoSession"("projectId", "platformId");

-- CreateIndex
CREATE INDEX "Connection_sessionId_live_idx" ON "Connection"("sessionId", "live");

-- CreateIndex
CREATE INDEX "Connection_personId_idx" ON "Connection"("personId");

-- CreateIndex
CREATE INDEX "Connection_grantId_idx" ON "Connection"("grantId");

-- CreateIndex
CREATE UNIQUE INDEX "Connection_projectId_platformId_key" ON "Connection"("projectId", "platformId");

-- CreateIndex
CREATE INDEX "Stream_sessionId_live_idx" ON "Stream"("sessionId", "live");

-- CreateIndex
CREATE INDEX "Stream_connectionId_idx" ON "Stream"("connectionId");

-- CreateIndex
CREATE UNIQUE INDEX "Stream_projectId_platformId_key" ON "Stream"("projectId", "platformId");

-- CreateIndex
CREATE INDEX "PlatformEvent_sessionId_platformAt_id_idx" ON "PlatformEvent"("sessionId", "platformAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "PlatformEvent_projectId_digest_key" ON "PlatformEvent"("projectId", "digest");

-- CreateIndex
CREATE INDEX "FeedEntry_at_idx" ON "FeedEntry"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Person_projectId_ref_key" ON "Person"("projectId", "ref");

-- CreateIndex
CREATE UNIQUE INDEX "Grant_ref_key" ON "Grant"("ref");

-- CreateIndex
CREATE INDEX "Grant_sessionId_idx" ON "Grant"("sessionId");

-- CreateIndex
CREATE INDEX "Grant_accountId_idx" ON "Grant"("accountId");

-- CreateIndex
CREATE INDEX "Grant_personId_idx" ON "Grant"("personId");

-- CreateIndex
CREATE INDEX "Grant_inviteId_idx" ON "Grant"("inviteId");

-- CreateIndex
CREATE UNIQUE INDEX "Invite_tokenHash_key" ON "Invite"("tokenHash");

-- CreateIndex
CREATE INDEX "Invite_sessionId_idx" ON "Invite"("sessionId");

-- CreateIndex
CREATE INDEX "Invite_createdBy_idx" ON "Invite"("createdBy");

-- CreateIndex
CREATE INDEX "Action_sessionId_askedAt_idx" ON "Action"("sessionId", "askedAt" DESC);

-- CreateIndex
CREATE INDEX "Action_actorId_askedAt_idx" ON "Action"("actorId", "askedAt" DESC);

-- CreateIndex
CREATE INDEX "Action_state_askedAt_idx" ON "Action"("state", "askedAt");

-- CreateIndex
CREATE INDEX "ActionTarget_actionId_idx" ON "ActionTarget"("actionId");

-- CreateIndex
CREATE INDEX "ActionTarget_connectionId_idx" ON "ActionTarget"("connectionId");

-- CreateIndex
CREATE INDEX "ActionTarget_streamId_idx" ON "ActionTarget"("streamId");

-- CreateIndex
CREATE INDEX "ActionTarget_archiveId_idx" ON "ActionTarget"("archiveId");

-- CreateIndex
CREATE INDEX "Archive_sessionId_startedAt_idx" ON "Archive"("sessionId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "Archive_projectId_startedAt_id_idx" ON "Archive"("projectId", "startedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Archive_startedById_idx" ON "Archive"("startedById");

-- CreateIndex
CREATE UNIQUE INDEX "Archive_projectId_platformId_key" ON "Archive"("projectId", "platformId");

-- CreateIndex
CREATE INDEX "Viewing_archiveId_at_idx" ON "Viewing"("archiveId", "at" DESC);

-- CreateIndex
CREATE INDEX "Viewing_accountId_at_idx" ON "Viewing"("accountId", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Alert_cause_key" ON "Alert"("cause");

-- CreateIndex
CREATE INDEX "Alert_sessionId_resolvedAt_idx" ON "Alert"("sessionId", "resolvedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Account_email_key" ON "Account"("email");

-- CreateIndex
CREATE INDEX "Device_accountId_lastSeenAt_idx" ON "Device"("accountId", "lastSeenAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Role_key_key" ON "Role"("key");

-- CreateIndex
CREATE INDEX "RoleHolding_roleId_idx" ON "RoleHolding"("roleId");

-- CreateIndex
CREATE INDEX "RoleHolding_projectId_idx" ON "RoleHolding"("projectId");

-- CreateIndex
CREATE UNIQUE INDEX "RoleHolding_accountId_roleId_projectId_key" ON "RoleHolding"("accountId", "roleId", "projectId");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_actorId_seq_idx" ON "AuditEntry"("actorId", "seq" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_sessionId_seq_idx" ON "AuditEntry"("sessionId", "seq" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_projectId_seq_idx" ON "AuditEntry"("projectId", "seq" DESC);

-- AddForeignKey
ALTER TABLE "SealedSecret" ADD CONSTRAINT "SealedSecret_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VideoSession" ADD CONSTRAINT "VideoSession_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Connection" ADD CONSTRAINT "Connection_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "VideoSession"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Connection" ADD CONSTRAINT "Connection_grantId_fkey" FOREIGN KEY ("grantId") REFERENCES "Grant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Connection" ADD CONSTRAINT "Connection_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stream" ADD CONSTRAINT "Stream_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "VideoSession"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stream" ADD CONSTRAINT "Stream_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CountSample" ADD CONSTRAINT "CountSample_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "VideoSession"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "VideoSession"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_inviteId_fkey" FOREIGN KEY ("inviteId") REFERENCES "Invite"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invite" ADD CONSTRAINT "Invite_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "VideoSession"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invite" ADD CONSTRAINT "Invite_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Action" ADD CONSTRAINT "Action_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "VideoSession"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Action" ADD CONSTRAINT "Action_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionTarget" ADD CONSTRAINT "ActionTarget_actionId_fkey" FOREIGN KEY ("actionId") REFERENCES "Action"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionTarget" ADD CONSTRAINT "ActionTarget_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionTarget" ADD CONSTRAINT "ActionTarget_streamId_fkey" FOREIGN KEY ("streamId") REFERENCES "Stream"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionTarget" ADD CONSTRAINT "ActionTarget_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Archive" ADD CONSTRAINT "Archive_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "VideoSession"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Archive" ADD CONSTRAINT "Archive_startedById_fkey" FOREIGN KEY ("startedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Viewing" ADD CONSTRAINT "Viewing_archiveId_fkey" FOREIGN KEY ("archiveId") REFERENCES "Archive"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Viewing" ADD CONSTRAINT "Viewing_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "VideoSession"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Device" ADD CONSTRAINT "Device_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleHolding" ADD CONSTRAINT "RoleHolding_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleHolding" ADD CONSTRAINT "RoleHolding_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleHolding" ADD CONSTRAINT "RoleHolding_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- The two heads: one row each, under whose lock the feed and the audit chain grow without holes or forks.
INSERT INTO "FeedHead" ("id", "seq") VALUES (1, 0);
INSERT INTO "AuditHead" ("id", "seq", "hash") VALUES (1, 0, decode(repeat('00', 32), 'hex'));
INSERT INTO "Setup" ("id") VALUES (1);
ALTER TABLE "FeedHead" ADD CONSTRAINT "FeedHead_one_row" CHECK ("id" = 1);
ALTER TABLE "AuditHead" ADD CONSTRAINT "AuditHead_one_row" CHECK ("id" = 1);
ALTER TABLE "Setup" ADD CONSTRAINT "Setup_one_row" CHECK ("id" = 1);

-- A holding for all projects is unique too: two NULLs are not equal in a plain unique index.
CREATE UNIQUE INDEX "RoleHolding_everywhere" ON "RoleHolding" ("accountId", "roleId") WHERE "projectId" IS NULL;

-- Nobody changes what is on the record.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries cannot be changed or removed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER "AuditEntry_no_truncate" BEFORE TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
