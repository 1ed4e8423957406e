import { createHash, generateKeyPairSync } from 'node:crypto'
import { askControl, certificatePem, startAlipaySandbox } from '@service-hall/harness/sandbox'
import type { RunningSandbox } from '@service-hall/harness/sandbox'
import { aClock, aLog } from '@service-hall/server-kit/testing'
import { onTestFinished, expect, test } from 'vitest'
import { certificateNo, rootCertificateNo } from './certificates.ts'
import { alipay } from './index.ts'
import { APP_ID, SELLER_ID, aCharge } from './test/sandboxed.ts'

const NOW = Date.UTC(2026, 10, 30, 4)

function certified(commonName: string, serial: string) {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const pem = certificatePem({
    ...{ commonName, issuer: 'Ant Financial Certification Authority Class 2 R1', serial },
    ...{ from: NOW - 86_400_000, to: NOW + 86_400_000, ...pair },
  })
  const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return { pem, privateKey, publicKey }
}

const APP = certified('2021000122671234-app', '0a1b2c3d4e5f')
const OWN = certified('支付宝(中国)网络技术有限公司', '2099')
const NEXT = certified('支付宝(中国)网络技术有限公司', '20aa')
const ROOTS = certified('Ant Root 1', '01').pem + certified('Ant Root 2', '02').pem

async function gatewayOf(own: typeof OWN): Promise<RunningSandbox & { address: string }> {
  const sandbox = await startAlipaySandbox({
    ...{ appId: APP_ID, sellerId: SELLER_ID, notices: 'held', now: () => NOW },
    ...{ appPublicKey: APP.publicKey, privateKey: own.privateKey },
    certificates: {
      ...{ app: certificateNo(APP.pem), root: rootCertificateNo(ROOTS), own: certificateNo(own.pem) },
    },
  })
  onTestFinished(() => sandbox.close())
  return { ...sandbox, address: `http://127.0.0.1:${sandbox.port}/gateway.do` }
}

function ourClient(gateway: string) {
  const files: Record<string, string> = { key: APP.privateKey, app: APP.pem, own: OWN.pem, root: ROOTS }
  return alipay.create(
    alipay.settings.parse({
      ...{ gateway, appId: APP_ID, sellerId: SELLER_ID, privateKeyFile: 'key' },
      certificates: { appFile: 'app', alipayFile: 'own', rootFile: 'root' },
    }),
    { clock: aClock(NOW), log: aLog(), readSecret: (name) => Promise.resolve(files[name] ?? '') },
  )
}

test('a number is of issuer and serial in decimal; of roots all are told', () => {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
  const issuer = 'CN=Ant Financial Certification Authority Class 2 R1'
  expect(certificateNo(APP.pem)).toBe(md5(`${issuer}${0x0a1b2c3d4e5f}`))
  expect(rootCertificateNo(ROOTS)).toBe(`${md5(`${issuer}1`)}_${md5(`${issuer}2`)}`)
  expect(() => rootCertificateNo('')).toThrow('no RSA root')
})

test('in certificate mode our client is let in, and believes what the certificate signs', async () => {
  const { address, control } = await gatewayOf(OWN)
  const channel = await ourClient(address)
  const charge = aCharge(aClock(NOW), { channelNo: 'P000000000000000000000000001' })
  expect(await channel.open(charge)).toMatchObject({ is: 'payable' })
  await askControl(control, 'pay', { channelNo: charge.channelNo })
  expect(await channel.query(charge)).toMatchObject({ is: 'paid' })
})

test('what another certificate signs is not believed, and is no failure', async () => {
  const { address } = await gatewayOf(NEXT)
  const channel = await ourClient(address)
  expect(await channel.query(aCharge(aClock(NOW)))).toEqual({ is: 'unsure', why: 'otherCertificate' })
})

test('settings name Alipay’s key or its certificates, not both and not neither', () => {
  const rest = { gateway: 'https://a.example/', appId: APP_ID, sellerId: SELLER_ID, privateKeyFile: 'key' }
  const certificates = { appFile: 'a', alipayFile: 'b', rootFile: 'c' }
  expect(alipay.settings.safeParse(rest).success).toBe(false)
  expect(alipay.settings.safeParse({ ...rest, certificates }).success).toBe(true)
  expect(alipay.settings.safeParse({ ...rest, certificates, alipayPublicKeyFile: 'k' }).success).toBe(false)
})
