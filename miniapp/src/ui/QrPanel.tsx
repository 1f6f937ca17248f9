import { View } from '@tarojs/components'
import { type ReactNode, useMemo } from 'react'

interface QrPanelProps {
  /** The matrix, one string of 0 and 1 per line, without quiet zone. */
  rows: readonly string[]
  /** Edge in px. */
  size?: number
  label: string
  /** Beside the code: the six digits (class `qr-code`), seconds to change, a button. */
  children?: ReactNode
}

/** Modules around the code that must stay white (ISO/IEC 18004). */
const quiet = 4

function draw(rows: readonly string[]): string {
  const runs = rows.flatMap((row, y) =>
    [...row.matchAll(/1+/g)].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`),
  )
  const edge = rows.length + 2 * quiet
  const box = `${-quiet} ${-quiet} ${edge} ${edge}`
  const open = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='${box}' shape-rendering='crispEdges'>`
  return `url("data:image/svg+xml,${encodeURIComponent(`${open}<path fill='#211C19' d='${runs.join('')}'/></svg>`)}")`
}

/** A QR code as one background picture: one element and one update per change, also on a phone. */
export function QrPanel({ rows, size = 160, label, children }: QrPanelProps) {
  const picture = useMemo(() => draw(rows), [rows])
  const edge = `${size}px`
  return (
    <View className="qr-row">
      <View className="qr" ariaRole="img" ariaLabel={label}>
        <View className="qr-dots" style={{ width: edge, height: edge, backgroundImage: picture }} />
      </View>
      {children && <View className="grow">{children}</View>}
    </View>
  )
}
