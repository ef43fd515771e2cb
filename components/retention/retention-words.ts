import { formatCount } from '#components/ui/format.ts'
import type { RetentionScope } from '#lib/retention/model.ts'

export const SCOPE_WORDS: Record<RetentionScope, string> = {
  all: 'All recordings',
  withFinding: 'Those with a finding',
  withoutFinding: 'Those without a finding',
  withAction: 'Those in which somebody was acted upon',
}

export const daysWords = (days: number): string => (days === 1 ? '1 day' : `${formatCount(days)} days`)

export const recordingsWords = (count: number): string =>
  count === 1 ? '1 recording' : `${formatCount(count)} recordings`
