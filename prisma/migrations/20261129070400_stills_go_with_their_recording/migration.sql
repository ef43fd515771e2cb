-- Pictures of findings are pieces of the recording: those of recordings that were deleted before they went with it go now
DELETE FROM "FindingStill" s USING "Finding" f
WHERE f."id" = s."findingId"
  AND EXISTS (SELECT 1 FROM "Deletion" d WHERE d."archiveId" = f."archiveId" AND d."state" = 'done');
