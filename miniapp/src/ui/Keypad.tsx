import { Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import { Icon } from './Icon'
import { Tap } from './Tap'

interface KeypadProps {
  /** Digits so far. */
  value: string
  onChange: (value: string) => void
  /** Called with the last digit; there is no confirm key. */
  onComplete: (value: string) => void
  length?: number
  onScan?: () => void
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/** Own pad for a check-in code: 60 px keys for gloves; a real keyboard works too. */
export function Keypad({ value, onChange, onComplete, length = 6, onScan }: KeypadProps) {
  const press = (digit: string) => {
    if (value.length >= length) return
    const next = value + digit
    onChange(next)
    if (next.length === length) onComplete(next)
  }
  const erase = () => onChange(value.slice(0, -1))
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const type = (event: KeyboardEvent) => {
      if (/^\d$/.test(event.key)) press(event.key)
      else if (event.key === 'Backspace') erase()
    }
    window.addEventListener('keydown', type)
    return () => window.removeEventListener('keydown', type)
  })
  const places = Array.from({ length }, (_, place) => place)
  const key = (digit: string) => (
    <View className="key" key={digit}>
      <Tap className="key-cap" onClick={() => press(digit)}>
        {digit}
      </Tap>
    </View>
  )
  return (
    <View>
      <View className="code code-row" ariaRole="status" ariaLabel={`已输入 ${value.length} 位，共 ${length} 位`}>
        {places.map((place) => (
          <View key={place} className={place === value.length ? 'code-box code-on' : 'code-box'}>
            {place === value.length ? <View className="caret" /> : <Text>{value[place] ?? ''}</Text>}
          </View>
        ))}
      </View>
      <View className="pad">
        {digits.map(key)}
        <View className="key">
          {onScan && (
            <Tap className="key-cap key-quiet" onClick={onScan}>
              <Icon name="scan" />
              扫码
            </Tap>
          )}
        </View>
        {key('0')}
        <View className="key">
          <Tap className="key-cap key-quiet" label="删除一位" onClick={erase}>
            <Icon name="erase" />
          </Tap>
        </View>
      </View>
    </View>
  )
}
