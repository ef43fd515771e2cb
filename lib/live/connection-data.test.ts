import { expect, test } from 'vitest'
import { shapeOfData } from './connection-data.ts'

test.each([
  'mia.keller@example.com',
  '{"name":"Mia"}',
  'user=mia&email=x',
  'name=Mia Keller',
  'Mia Keller',
  'Zoë O’Brien-Smith Jones'.replace('’', "'"),
  '+49 170 1234567',
  '{"firstName": "Mia", "id": 3}',
  '{"phone":"0170"}',
])('%s looks personal', (data) => expect(shapeOfData(data)).toBe('personal'))

test.each([
  'p_7kq2x9',
  'u=42',
  '0193a0b1-7c5e-7000-8000-2f1a9b3c4d5e',
  '1700000000000',
  'userId=8842',
  '{"ref":"a1b2","seat":12}',
  'eyJhbGciOiJIUzI1NiJ9',
])('%s says nothing about anybody', (data) => expect(shapeOfData(data)).toBe('opaque'))

test('a reference of ours is told from one that only begins so', () => {
  expect(shapeOfData(`g_${'a'.repeat(22)}`)).toBe('grant')
  expect(shapeOfData('g_short')).toBe('opaque')
  expect(shapeOfData('  ')).toBe('none')
})
