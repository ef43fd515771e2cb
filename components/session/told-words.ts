/**
 * What a participant's page says when this happens to them. The platform tells a page that it was done and nothing more,
 * so the reason stays between moderators and the record.
 */
export const TOLD: Record<'disconnect' | 'unpublish', string> = {
  disconnect: 'A moderator removed you from this session.',
  unpublish: 'A moderator took your camera and microphone out of this session.',
}
