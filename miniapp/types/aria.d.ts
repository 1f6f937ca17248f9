import '@tarojs/components/types/common'

declare module '@tarojs/components/types/common' {
  interface StandardProps {
    ariaRole?: string
    ariaLabel?: string
    ariaHidden?: boolean
    ariaDisabled?: boolean
    ariaChecked?: boolean
    ariaSelected?: boolean
    ariaPressed?: boolean
    ariaCurrent?: 'page'
    ariaExpanded?: boolean
    ariaModal?: boolean
    ariaLive?: 'polite' | 'assertive'
  }
}
