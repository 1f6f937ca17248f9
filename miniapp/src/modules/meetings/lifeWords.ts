import type { RectificationState } from '@shared/modules/meetings/life/model'
import type { Tone } from '@/ui/tone'

export const RECTIFICATION_TONES: Record<RectificationState, Tone> = { open: 'warn', finished: 'warn', closed: 'ok' }

/** Paths of the pages around a life meeting. */
export const preparationPage = (meetingId: string): string =>
  `/modules/meetings/pages/preparation/index?id=${meetingId}`
export const rectificationPage = (id: string): string => `/modules/meetings/pages/rectification/index?id=${id}`
export const rectificationsPage = (organizationId: string, meetingId?: string): string =>
  `/modules/meetings/pages/rectifications/index?organizationId=${organizationId}${meetingId ? `&meetingId=${meetingId}` : ''}`

/** What may not be written here, and where it belongs. */
export const OPINION_HINT = '写对支部和支委会工作的意见建议；反映个人问题不写在这里，请走本单位公布的信访、纪检渠道'
