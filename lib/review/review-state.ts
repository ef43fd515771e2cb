import 'server-only'
import type { ReviewState } from './model.ts'

type Reviewed = { second: boolean; state: 'inReview' | 'done' }
type Asked = {
  reviews: readonly Reviewed[]
  /** A second person is to look at it, by the project's share. */
  sampled: boolean
}

/** Where a recording stands with those who review it. */
export function reviewState({ reviews, sampled }: Asked): ReviewState {
  if (reviews.length === 0) return 'new'
  return reviews.every(isDone) && !secondWaits({ reviews, sampled }) ? 'done' : 'inReview'
}

/** A second review is due or under way, and not done. */
export function secondWaits({ reviews, sampled }: Asked): boolean {
  const second = reviews.find((review) => review.second)
  return second ? !isDone(second) : sampled && reviews.length > 0
}

/**
 * Whether what others found and decided is kept from somebody: two opinions are worth something when neither knew the other.
 * It holds for all who may review here, as any of them may be the second; who only reads cannot be, and sees it at once.
 */
export function othersAreHidden({ reviews, sampled }: Asked, reader: { mayReview: boolean }): boolean {
  const two = sampled || reviews.some(({ second }) => second)
  const bothDone = reviews.length > 1 && reviews.every(isDone)
  return two && !bothDone && reader.mayReview
}

/** As what somebody could take this review now: as the first, as the second, or not at all. */
export function placeFor(
  { reviews, sampled }: { reviews: readonly (Reviewed & { reviewerId: string })[]; sampled: boolean },
  accountId: string,
): 'first' | 'second' | null {
  if (reviews.some(({ reviewerId }) => reviewerId === accountId)) return null
  if (reviews.length === 0) return 'first'
  return sampled && !reviews.some(({ second }) => second) ? 'second' : null
}

const isDone = ({ state }: Reviewed): boolean => state === 'done'
