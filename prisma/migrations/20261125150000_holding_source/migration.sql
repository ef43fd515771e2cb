-- CreateEnum
CREATE TYPE "HoldingSource" AS ENUM ('person', 'provider');

-- AlterTable
ALTER TABLE "RoleHolding" ADD COLUMN     "source" "HoldingSource" NOT NULL DEFAULT 'person';

-- AlterTable
ALTER TABLE "Identity" ADD COLUMN     "mapped" BOOLEAN NOT NULL DEFAULT false;
