/** So long a phone may keep a write it could not send, and so long the service knows it again by its key; days. */
export const OFFLINE_DAYS = 45
