-- Alarms when the platform's file of a recording has nothing in it
ALTER TYPE "AlertKind" ADD VALUE 'copyEmpty' AFTER 'copyGone';
