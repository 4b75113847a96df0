/** How a program runs: as a process of this machine, or in a container. */
export type RunMode = 'native' | 'compose';
