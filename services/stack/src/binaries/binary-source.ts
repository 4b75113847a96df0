/** Where the commands of a server program come from. */
export interface BinarySource {
  /** The pinned version that is built, without a leading v. */
  readonly version: string;
  readonly commands: readonly BinaryCommand[];
  readonly build: BuildRecipe;
}

/** One command of a program, and how to know it on PATH. */
export interface BinaryCommand {
  /** Its name in the cache, such as `promtool`. */
  readonly name: string;
  /** Its names on PATH. */
  readonly onPath: readonly string[];
  readonly versionArgs: readonly string[];
  /** Finds the version in what the command prints; the first group is the version. */
  readonly versionPattern: RegExp;
  /** The versions that the configuration fits, as a semver range. */
  readonly range: string;
}

/** How to build a program from Go modules. */
export interface BuildRecipe {
  /** The module whose folder is copied and built in. */
  readonly module: GoModule;
  /** The packages to build, by the command that each becomes. */
  readonly packages: Readonly<Record<string, string>>;
  readonly tags?: readonly string[];
  /** Package variables that the linker sets, so that the program can tell its version. */
  readonly stamp?: Readonly<Record<string, string>>;
  /** Files that the module's published form lacks and the compiler wants. */
  readonly placeholders?: readonly string[];
  /** Replace directives that point outside the module's published form. */
  readonly dropReplace?: readonly string[];
  /**
   * The manifest of a distribution: the module is then the builder that writes the distribution's
   * source from it, and the packages are those of the source. A path in the checkout.
   */
  readonly manifest?: string;
  /** What a build took on a machine with two cores and an empty cache, in seconds. */
  readonly expectedSeconds: number;
}

/** A Go module at a version. */
export interface GoModule {
  readonly path: string;
  readonly version: string;
}
