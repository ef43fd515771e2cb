import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRepeatWhenDue } from './find-work.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a job is done when the look says so, and jobs that begin together share one look', async () => {
  const due = new Set(['webhooks'])
  const find = vi.fn(async () => due)
  const [sent, told] = [vi.fn(async () => {}), vi.fn(async () => {})]
  const repeatWhenDue = createRepeatWhenDue(find)
  const jobs = [repeatWhenDue('webhooks', 500, sent), repeatWhenDue('alert-news', 500, told)]
  await vi.advanceTimersByTimeAsync(2_000)
  expect([find.mock.calls.length, sent.mock.calls.length, told.mock.calls.length]).toEqual([5, 5, 0])
  due.add('alert-news')
  await vi.advanceTimersByTimeAsync(500)
  expect(told).toHaveBeenCalledOnce()
  await Promise.all(jobs.map((job) => job.stop()))
})

test('a look that failed is not kept: the next turn looks again', async () => {
  const find = vi
    .fn<() => Promise<ReadonlySet<string>>>()
    .mockRejectedValueOnce(new Error('the database is away'))
  find.mockResolvedValue(new Set(['webhooks']))
  const sent = vi.fn(async () => {})
  const job = createRepeatWhenDue(find)('webhooks', 500, sent)
  await vi.advanceTimersByTimeAsync(500)
  expect(sent).toHaveBeenCalledOnce()
  await job.stop()
})
