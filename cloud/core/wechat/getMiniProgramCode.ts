import { callWithToken, type WechatAccess } from './callWithToken'
import { WechatError } from './wechatError'

const endpoint = '/wxa/getwxacodeunlimit'

export interface MiniProgramCodeRequest {
  /** What the page receives: 1–32 of `0-9A-Za-z!#$&'()*+,/:;=?@-._~`. Use short codes looked up in the database. */
  scene: string
  /** Path without leading slash and without query, for example `pages/today/index`. */
  page: string
  envVersion: 'release' | 'trial' | 'develop'
  /** The page must exist in the released version. Before the first release: false. */
  checkPath: boolean
  /** Pixels, 280–1280. */
  width: number
}

/**
 * 不限制的小程序码: the picture of a mini-program code that opens `page`.
 *
 * @returns the bytes of the picture. Permanent: cache by scene, page and version.
 * @throws WechatError `invalidInput` with the field before WeChat is asked; `rejected` 41030 when the page is not
 *   published; `rateLimited` above 5,000 a minute.
 */
export async function getMiniProgramCode(access: WechatAccess, request: MiniProgramCodeRequest): Promise<Buffer> {
  const field = findInvalidField(request)
  if (field !== undefined) throw new WechatError('invalidInput', { endpoint, field })
  const answer = await callWithToken(access, {
    method: 'POST',
    path: endpoint,
    body: {
      scene: request.scene,
      page: request.page,
      check_path: request.checkPath,
      env_version: request.envVersion,
      width: request.width,
    },
    isRepeatable: true,
  })
  if (answer.kind === 'binary') return answer.bytes
  throw new WechatError('unreachable', { endpoint, detail: 'not a picture' })
}

function findInvalidField({ scene, page, width }: MiniProgramCodeRequest): string | undefined {
  if (!/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/.test(scene)) return 'scene'
  if (!/^[^/?][^?]*$/.test(page)) return 'page'
  if (!Number.isInteger(width) || width < 280 || width > 1280) return 'width'
  return undefined
}
