/// <reference types="@tarojs/taro" />
import '@tarojs/components/types/common'

declare global {
  /** Address of the service for the WeChat build, put in by config/index.ts. */
  const API_BASE: string
  /** Replaced at build time; nothing else of `process` exists on a phone. */
  const process: { env: { TARO_ENV: 'weapp' | 'h5' } }
}

declare module '@tarojs/components/types/common' {
  interface StandardProps {
    ariaRole?: string
    ariaLabel?: string
    ariaHidden?: boolean
    ariaDisabled?: boolean
    ariaChecked?: boolean
    ariaSelected?: boolean
    ariaExpanded?: boolean
    ariaModal?: boolean
    ariaLive?: 'polite' | 'assertive'
  }
}
