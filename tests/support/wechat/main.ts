import { startWechatStub } from './startWechatStub'

/** Runs the stub by itself, for the demo. Everything comes from the environment, by the names the service uses. */
async function main(): Promise<void> {
  const { env } = process
  const stub = await startWechatStub({
    port: Number(env.WECHAT_STUB_PORT ?? 3001),
    appId: env.WECHAT_APP_ID ?? 'wx0000000000000000',
    secret: env.WECHAT_SECRET ?? 'demo-secret',
    token: env.WECHAT_TOKEN ?? 'demo-token',
    encodingAesKey: env.WECHAT_AES_KEY ?? 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    callbackUrl: env.WECHAT_CALLBACK_URL,
    appUrl: env.WECHAT_STUB_APP_URL,
  })
  for (const user of readUsers(env.WECHAT_STUB_USERS)) stub.control.addUser(user)
  console.log(`WeChat stub: ${stub.url}  phones: ${stub.url}/phone`)

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stub.stop().finally(() => process.exit(0))
    })
  }
}

/** JSON array of `{ nickname, phone?, openId? }`. */
function readUsers(json: string | undefined): { nickname: string; phone?: string; openId?: string }[] {
  return json === undefined
    ? [
        { nickname: '王建国', phone: '13800000001', openId: 'oDemoWangJianguo000000000001' },
        { nickname: '李红梅', phone: '13800000002', openId: 'oDemoLiHongmei00000000000002' },
        { nickname: '张伟', phone: '13800000003', openId: 'oDemoZhangWei000000000000003' },
      ]
    : JSON.parse(json)
}

void main()
