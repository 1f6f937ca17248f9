/** Study hours count in tenths; added up or taken off one another they stay tenths. */
export const inTenths = (hours: number): number => Math.round(hours * 10) / 10
