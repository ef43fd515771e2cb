-- What happens to an alert is told by letter and to programs; an address of theirs has its own lease and two secrets while one is replaced
-- CreateEnum
CREATE TYPE "AlertEvent" AS ENUM ('raised', 'escalated', 'claimed', 'released', 'resolved', 'reopened');

-- AlterTable
ALTER TABLE "Alert" ADD COLUMN     "sequence" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Endpoint" ADD COLUMN     "bothUntil" TIMESTAMPTZ(3),
ADD COLUMN     "failingSince" TIMESTAMPTZ(3),
ADD COLUMN     "leasedUntil" TIMESTAMPTZ(3),
ADD COLUMN     "secretEnd" TEXT NOT NULL;

-- AlterTable
ALTER TABLE "Delivery" DROP COLUMN "leasedUntil";

-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "alertMailedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "AlertNews" (
    "alertId" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "event" "AlertEvent" NOT NULL,
    "level" "AlertLevel" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AlertNews_pkey" PRIMARY KEY ("alertId","sequence")
);

-- CreateTable
CREATE TABLE "AlertLetter" (
    "accountId" UUID NOT NULL,
    "alertId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AlertLetter_pkey" PRIMARY KEY ("accountId","alertId")
);

-- CreateIndex
CREATE INDEX "AlertNews_at_idx" ON "AlertNews"("at");

-- CreateIndex
CREATE INDEX "AlertLetter_alertId_idx" ON "AlertLetter"("alertId");

-- CreateIndex
CREATE INDEX "Alert_resolvedAt_at_idx" ON "Alert"("resolvedAt", "at" DESC);

-- CreateIndex
CREATE INDEX "Delivery_createdAt_idx" ON "Delivery"("createdAt");

-- AddForeignKey
ALTER TABLE "AlertNews" ADD CONSTRAINT "AlertNews_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertLetter" ADD CONSTRAINT "AlertLetter_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertLetter" ADD CONSTRAINT "AlertLetter_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Alerts are raised, claimed and ended in many places, some of them in one statement over many rows. That what happens is
-- counted and told is not left to each of them to remember (docs/decisions/0100).
CREATE FUNCTION gavel_alert_event(was "Alert", becomes "Alert") RETURNS "AlertEvent" LANGUAGE sql IMMUTABLE AS $$
  SELECT (CASE
    WHEN becomes."level" = 'urgent' AND was."level" = 'notice' THEN 'escalated'
    WHEN becomes."resolvedAt" IS NOT NULL AND was."resolvedAt" IS NULL THEN 'resolved'
    WHEN becomes."resolvedAt" IS NULL AND was."resolvedAt" IS NOT NULL THEN 'reopened'
    WHEN becomes."claimedById" IS NOT NULL AND becomes."claimedById" IS DISTINCT FROM was."claimedById" THEN 'claimed'
    WHEN becomes."claimedById" IS NULL AND was."claimedById" IS NOT NULL THEN 'released'
  END)::"AlertEvent"
$$;

CREATE FUNCTION gavel_count_alert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF gavel_alert_event(OLD, NEW) IS NOT NULL THEN NEW."sequence" := OLD."sequence" + 1; END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION gavel_tell_alert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "AlertNews" ("alertId", "sequence", "event", "level", "at")
    VALUES (NEW."id", NEW."sequence", 'raised', NEW."level", clock_timestamp());
  ELSIF NEW."sequence" > OLD."sequence" THEN
    INSERT INTO "AlertNews" ("alertId", "sequence", "event", "level", "at")
    VALUES (NEW."id", NEW."sequence", gavel_alert_event(OLD, NEW), NEW."level", clock_timestamp());
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "Alert_count" BEFORE UPDATE ON "Alert" FOR EACH ROW EXECUTE FUNCTION gavel_count_alert();
CREATE TRIGGER "Alert_tell" AFTER INSERT OR UPDATE ON "Alert" FOR EACH ROW EXECUTE FUNCTION gavel_tell_alert();
