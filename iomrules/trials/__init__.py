"""The examples of a ruleset at work: tried, measured for what they cover, tried against mutants, and proposed."""
