/// <reference types="@tarojs/taro" />
export {}

declare global {
  /** Address of the service for the WeChat build, put in by config/index.ts. */
  const API_BASE: string
  /** Replaced at build time; nothing else of `process` exists on a phone. */
  const process: { env: { TARO_ENV: 'weapp' | 'h5' } }
}
