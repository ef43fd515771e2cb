-- AlterTable
ALTER TABLE "Grant" ADD COLUMN     "deviceId" UUID;

-- Asked every second, and there are few: who watches now.
CREATE INDEX "Connection_live_watchers" ON "Connection" ("grantId") WHERE "live" AND "kind" = 'watcher';
