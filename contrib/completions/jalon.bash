# Completion of jalon(1) for bash.  Commands and options come from the tool's own help.

# What `jalon WORDS... --help` names as options.
_jalon_options() {
    "$@" --help 2>/dev/null | grep -oE -- '-(-[a-z]+)+'
}

# The commands, or the second words of those that start with $2.
_jalon_commands() {
    "$1" help 2>/dev/null | sed -nE 's/^  ([a-z-]+( [a-z-]+)?)  .*/\1/p' |
        if [ $# -eq 1 ]; then cut -d ' ' -f 1 | sort -u; else sed -n "s/^$2 //p"; fi
}

# What the help of `jalon WORDS...` lists for option $1, as in "--format text|html".
_jalon_choices() {
    local option=$1
    shift
    "$@" --help 2>/dev/null | grep -oE -- "$option [a-z-]+(\|[a-z-]+)+" | cut -d ' ' -f 2 |
        tr '|' '\n'
}

_jalon() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} candidates
    local before=("${COMP_WORDS[@]:0:COMP_CWORD}")

    if [[ $word == -* ]]; then
        candidates=$(_jalon_options "${before[@]}")
    elif [[ $previous == --output ]]; then
        candidates=$(_jalon_choices -o "${before[0]}")
    elif [[ $previous == -* ]]; then
        candidates=$(_jalon_choices "$previous" "${before[@]:0:COMP_CWORD-1}")
    elif ((COMP_CWORD == 1)); then
        candidates=$(_jalon_commands "${before[0]}")
    elif ((COMP_CWORD == 2)); then
        candidates=$(_jalon_commands "${before[0]}" "$previous")
    fi
    mapfile -t COMPREPLY < <(compgen -W "$candidates" -- "$word")
}

# Where there is nothing to say, files are offered.
complete -o default -F _jalon jalon
