import { type ApiRoutes, fail, findJson, type StubReply, type StubRequest } from '../http'
import type { StubState } from '../state'
import { drawQrPng } from './drawQrPng'
import { withToken } from './tokens'

const allowedInScene = new Set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$&'()*+,/:;=?@-._~")

export const miniProgramCodeRoutes: ApiRoutes = {
  'POST /wxa/getwxacodeunlimit': withToken(drawCode),
}

/** A real picture: an ordinary QR code that carries page and scene, since only WeChat can draw its round ones. */
function drawCode({ flags }: StubState, request: StubRequest): StubReply {
  const input = findJson(request)
  if (input === undefined) return fail(47001, 'data format error')
  const { scene, page = 'pages/today/index', width = 430, check_path: checkPath = true } = input
  if (
    typeof scene !== 'string' ||
    scene === '' ||
    scene.length > 32 ||
    [...scene].some((c) => !allowedInScene.has(c))
  ) {
    return fail(40169, 'invalid length for scene, or the data is not json string')
  }
  const isKnownPage = flags.publishedPages.length === 0 || flags.publishedPages.includes(String(page))
  if (typeof page !== 'string' || /^\/|\?/.test(page) || (checkPath === true && !isKnownPage)) {
    return fail(41030, 'invalid page')
  }
  if (typeof width !== 'number' || width < 280 || width > 1280) return fail(40097, 'invalid width')
  const picture = drawQrPng(`${page}?scene=${encodeURIComponent(scene)}`, Math.floor(width))
  return { status: 200, contentType: 'image/png', body: picture }
}
