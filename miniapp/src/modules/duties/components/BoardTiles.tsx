import type { HelpState } from '@shared/modules/duties/model'
import { Tile, Tiles } from '@/ui/Tile'
import type { Board } from '../useBoard'

interface BoardTilesProps {
  board: Board
  state: HelpState | undefined
  /** Tapping the chosen one again shows all. */
  onState: (state: HelpState | undefined) => void
}

/** How many need help, how many do not, and for how many nothing can be said. */
export function BoardTiles({ board, state, onState }: BoardTilesProps) {
  return (
    <Tiles>
      <Tile
        label="需要帮助"
        icon="alert"
        tone="warn"
        num={board.needHelp}
        unit={`个组织，${board.pressing} 件事`}
        selected={state === 'help'}
        onClick={() => onState(state === 'help' ? undefined : 'help')}
      />
      <Tile
        label="按期进行"
        icon="done"
        tone="ok"
        num={board.onTrack}
        unit="个组织"
        selected={state === 'fine'}
        onClick={() => onState(state === 'fine' ? undefined : 'fine')}
      />
      {board.withoutPlan > 0 && <Tile label="还没有计划" icon="half" num={board.withoutPlan} unit="个支部，不计入" />}
    </Tiles>
  )
}
