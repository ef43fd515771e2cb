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

test('when the look fails every job looks by itself, and the next turn asks again', async () => {
  const find = vi.fn<() => Promise<ReadonlySet<string>>>()
  find.mockRejectedValueOnce(new Error('a table is locked')).mockResolvedValue(new Set())
  const sent = vi.fn(async () => {})
  const job = createRepeatWhenDue(find)('webhooks', 500, sent)
  await vi.advanceTimersByTimeAsync(2_000)
  expect([find.mock.calls.length, sent.mock.calls.length]).toEqual([5, 1])
  await job.stop()
})

test('a look that takes long is asked once, however many wait for it', async () => {
  let answer = (_work: ReadonlySet<string>) => {}
  const find = vi.fn(
    () =>
      new Promise<ReadonlySet<string>>((resolve) => {
        answer = resolve
      }),
  )
  const [sent, told] = [vi.fn(async () => {}), vi.fn(async () => {})]
  const repeatWhenDue = createRepeatWhenDue(find)
  const first = repeatWhenDue('webhooks', 500, sent)
  await vi.advanceTimersByTimeAsync(5_000)
  const second = repeatWhenDue('alert-news', 500, told)
  expect(find).toHaveBeenCalledOnce()
  answer(new Set(['webhooks', 'alert-news']))
  await vi.advanceTimersByTimeAsync(10)
  expect([sent.mock.calls.length, told.mock.calls.length]).toEqual([1, 1])
  await Promise.all([first.stop(), second.stop()])
})
