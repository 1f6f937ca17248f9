import { Text } from '@tarojs/components'

/** Every icon in styles/icons.css. */
export type IconName =
  | 'alert'
  | 'award'
  | 'back'
  | 'bell'
  | 'book'
  | 'calendar'
  | 'camera'
  | 'chart'
  | 'chat'
  | 'check'
  | 'clock'
  | 'close'
  | 'cloud'
  | 'columns'
  | 'doc'
  | 'done'
  | 'down'
  | 'erase'
  | 'export'
  | 'filter'
  | 'flag'
  | 'gear'
  | 'grad'
  | 'half'
  | 'history'
  | 'home'
  | 'info'
  | 'link'
  | 'lock'
  | 'me'
  | 'more'
  | 'next'
  | 'nosignal'
  | 'org'
  | 'pen'
  | 'phone'
  | 'pin'
  | 'plus'
  | 'refresh'
  | 'saved'
  | 'scale'
  | 'scan'
  | 'search'
  | 'shield'
  | 'sort'
  | 'stop'
  | 'study'
  | 'today'
  | 'undo'
  | 'up'
  | 'upload'
  | 'useradd'
  | 'users'
  | 'wrong'

interface IconProps {
  name: IconName
  /** s 16 · default 20 · l 24 · xl 40 px, all × the text factor but xl. */
  size?: 's' | 'l' | 'xl'
}

/** Decoration beside a word; colour follows the text. Hidden from screen readers on purpose: the word speaks. */
export function Icon({ name, size }: IconProps) {
  return <Text className={`ic ic-${name}${size ? ` ic-${size}` : ''}`} ariaHidden />
}
