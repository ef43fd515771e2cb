import type { Page } from '@playwright/test'
import { axeFindsNothing as findsNothing } from '../kit/axe.ts'
import { beginFault, callPlatform, endFaults } from '../kit/sandbox-calls.ts'
import { openSession } from '../kit/session-page.ts'
import { expect, test } from '../kit/story.ts'
import { startStrictS3 } from '../kit/strict-s3.ts'
import type { World } from '../kit/world.ts'

const storageOf = (page: Page) => page.getByRole('region', { name: /^Storage/ })
const custodyOf = (page: Page) => page.getByRole('region', { name: 'Custody' })

/** Records for a moment, and opens the page of what came of it once it is safe. */
async function record(page: Page, world: World): Promise<void> {
  await page.goto(new URL('/live', world.url).href)
  await openSession(page, 'Rehearsal')
  await page.getByRole('button', { name: /Start recording/ }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Agreed with the class')
  await page.keyboard.press('ControlOrMeta+Enter')
  await page.getByRole('region', { name: 'Archive' }).getByRole('button', { name: /Stop/ }).click()
  await page.goto(new URL('/archives', world.url).href)
  const row = page.getByRole('row', { name: /Rehearsal/ }).first()
  await expect(row).toContainText('Kept', { timeout: 30_000 })
  await row.getByRole('link').first().click()
}

test('recordings go to a bucket; one that could not be uploaded is saved from the platform’s own copy', async ({
  story,
  world,
}) => {
  const s3 = await startStrictS3()
  const { endpoint, bucket, region, keyId, secret } = s3.settings
  const lena = await story.enter('admin', '/admin/projects')

  await test.step('the admin says where the platform uploads to, and is told that the key may do too much', async () => {
    await lena.getByRole('link', { name: 'Openmic' }).click()
    await storageOf(lena).getByRole('button', { name: 'Set the storage of uploads' }).click()
    const dialog = lena.getByRole('dialog')
    await dialog.getByLabel('Address').fill(endpoint)
    await dialog.getByLabel('Region').fill(region)
    await dialog.getByLabel('Bucket').fill(bucket)
    await dialog.getByLabel('Access key ID').fill(keyId)
    await dialog.getByLabel('Secret access key').fill('not this one')
    await findsNothing(lena)
    await dialog.getByRole('button', { name: 'Try and save' }).click()
    await expect(dialog.getByRole('alert')).toContainText('Nothing was saved')
    await dialog.getByLabel('Secret access key').fill(secret)
    await dialog.getByRole('button', { name: 'Try and save' }).click()
    await expect(dialog).toBeHidden()
    await expect(storageOf(lena)).toContainText(`S3-compatible, ${bucket}`)
    await expect(storageOf(lena)).toContainText('give it a key that may not')
    await findsNothing(lena)
  })
  const config = { endpoint, bucket, accessKey: keyId, secretKey: secret }
  await callPlatform(world, 'PUT', 'archive/storage', { type: 's3', config })

  await test.step('what was uploaded is found there, and its hash and encryption are on file', async () => {
    await record(lena, world)
    await expect(custodyOf(lena)).toContainText('SHA-256')
    await expect(custodyOf(lena)).toContainText('encrypted (AES256)')
    await expect(custodyOf(lena)).toContainText('by the platform')
    expect(s3.names()).toEqual([expect.stringMatching(/\/archive\.webm$/)])
  })

  await test.step('what could not be uploaded is fetched from the platform, and said', async () => {
    await beginFault(world, { target: 'upload', answer: 'fail' })
    await record(lena, world)
    await expect(custodyOf(lena)).toContainText('by Gavel')
    await expect(custodyOf(lena)).toContainText('Matches its hash')
    await expect(custodyOf(lena)).not.toContainText('Deletes its copy')
    expect(s3.names()).toHaveLength(1)
    await lena.goto(new URL('/alerts', world.url).href)
    const alert = lena.getByRole('listitem').filter({ hasText: 'could not put a recording into the bucket' })
    await expect(alert).toContainText('Gavel has it from the platform’s own copy')
    await findsNothing(lena)
  })

  await endFaults(world)
  await callPlatform(world, 'DELETE', 'archive/storage')
  await lena.goto(new URL('/admin/projects', world.url).href)
  await lena.getByRole('link', { name: 'Openmic' }).click()
  await storageOf(lena).getByRole('button', { name: 'Remove the storage of uploads' }).click()
  await lena.getByRole('dialog').getByRole('button', { name: 'Use it no more' }).click()
  await expect(storageOf(lena)).toContainText('Not told')
  await s3.stop()
})
