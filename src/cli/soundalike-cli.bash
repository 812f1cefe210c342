# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of soundalike-cli for bash.

# Names may hold blanks, so each is a line of its own.
_soundalike_cli_files ()
{
  compopt -o filenames
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

_soundalike_cli ()
{
  local commands="probe trim upload clone practice-server"
  local common="--json --base-url --practice --timeout --help --version"
  local current="${COMP_WORDS[COMP_CWORD]}"
  local previous="${COMP_WORDS[COMP_CWORD - 1]}"
  local command="" options word

  for word in "${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    case " $commands " in
      *" $word "*) command="$word"; break ;;
    esac
  done

  # --name=value comes as three words.
  [[ $previous != "=" ]] || previous="${COMP_WORDS[COMP_CWORD - 2]}"
  [[ $current != "=" ]] || current=""

  case "$previous" in
    --purpose)
      COMPREPLY=($(compgen -W "voice_clone prompt_audio t2a_async_input video_understanding" -- "$current"))
      return ;;
    --model)
      COMPREPLY=($(compgen -W "speech-2.8-hd speech-2.8-turbo speech-2.6-hd speech-2.6-turbo
        speech-02-hd speech-02-turbo speech-01-hd speech-01-turbo" -- "$current"))
      return ;;
    --language-boost)
      COMPREPLY=($(compgen -W "Chinese Chinese,Yue English Arabic Russian Spanish French Portuguese German
        Turkish Dutch Ukrainian Vietnamese Indonesian Japanese Italian Korean Thai Polish Romanian Greek
        Czech Finnish Hindi Bulgarian Danish Hebrew Malay Persian Slovak Swedish Croatian Filipino
        Hungarian Norwegian Slovenian Catalan Nynorsk Tamil Afrikaans auto" -- "$current"))
      return ;;
    --fault)
      COMPREPLY=($(compgen -W "limit-once limit-always bad-gateway-once reset-upload stall truncated-answer
        huge-answer deep-answer wrong-types bad-key no-permission duplicate-voice lost-clone preview-gone
        preview-html preview-huge sensitive slow" -- "$current"))
      return ;;
    --sample | --prompt | --preview)
      _soundalike_cli_files "$current"
      return ;;
    --base-url | --timeout | --start | --end | --prompt-start | --prompt-end | --prompt-text | --voice-id | --text | --port)
      return ;;
  esac

  case "$command" in
    "") options="$commands $common" ;;
    trim) options="--start --end $common" ;;
    upload) options="--purpose $common" ;;
    clone) options="--sample --start --end --voice-id --consent --prompt --prompt-text --prompt-start
      --prompt-end --text --model --preview --language-boost --noise-reduction --volume-normalization $common" ;;
    practice-server) options="--port --fault $common" ;;
    *) options="$common" ;;
  esac

  if [[ $current != -* && ($command == probe || $command == trim || $command == upload) ]]; then
    _soundalike_cli_files "$current"
  else
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  fi
}

complete -F _soundalike_cli soundalike-cli
