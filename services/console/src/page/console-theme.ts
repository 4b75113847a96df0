import { createTheme, type PaletteColorOptions, type Theme } from '@mui/material';
import { getTheme } from '@perses-dev/components';
import { CRITICAL, WARNING } from './plugins/severity-colors.js';

const LOADING = { role: 'progressbar', 'aria-label': 'Loading' };

/**
 * Perses' looks, for those too who do not see them: the titles of panels are headings one level
 * below those of their rows, not as small as they look, and what is loading has a name.
 */
const THEME = {
  components: {
    ...getTheme('light').components,
    MuiLinearProgress: { defaultProps: LOADING },
    MuiSkeleton: { defaultProps: LOADING },
    MuiTypography: { defaultProps: { variantMapping: { subtitle1: 'h3' } } },
  },
} as const;

type Mode = Theme['palette']['mode'];

const color = (colors: Readonly<Record<Mode, string>>, mode: Mode): PaletteColorOptions => ({
  main: colors[mode],
  contrastText: mode === 'light' ? '#fff' : '#000',
});

/**
 * The theme of the dashboards, with colours that have a contrast of 4.5 to 1 where those of Perses
 * have not: those of severities, and the number of spans on the colour of a service.
 */
export const consoleTheme = (mode: Mode): Theme =>
  createTheme(getTheme(mode, THEME), {
    palette: { error: color(CRITICAL, mode), warning: color(WARNING, mode) },
    components: {
      MuiChip: { styleOverrides: { root: { '& .MuiChip-avatar': { color: '#000' } } } },
    },
  });
