import type { Component } from '@agent-vitals/config';

/** The file of the alerts about a component's indicators, and that of their cases. */
export const fileNameOf = (component: Component): string =>
  `alerts-${component.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.yml`;
