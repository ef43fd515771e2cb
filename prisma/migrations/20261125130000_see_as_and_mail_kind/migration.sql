-- CreateEnum
CREATE TYPE "MailKind" AS ENUM ('letter', 'resetAsked');

-- AlterTable
ALTER TABLE "Device" ADD COLUMN     "seeAsRoleId" UUID;

-- AlterTable
ALTER TABLE "Mail" ADD COLUMN     "kind" "MailKind" NOT NULL DEFAULT 'letter';

-- CreateIndex
CREATE INDEX "Device_seeAsRoleId_idx" ON "Device"("seeAsRoleId");

-- AddForeignKey
ALTER TABLE "Device" ADD CONSTRAINT "Device_seeAsRoleId_fkey" FOREIGN KEY ("seeAsRoleId") REFERENCES "Role"("id") ON DELETE SET NULL ON UPDATE CASCADE;

